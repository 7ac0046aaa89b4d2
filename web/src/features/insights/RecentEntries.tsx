import { t } from "@lingui/core/macro";
import { EntryItem } from "@/app/EntryItem";
import { useEntries } from "@/sync/react";

const MOST = 3;

/** The latest finished entries, with how far their reading is. */
export function RecentEntries() {
  const entries = useEntries({ status: "published" }).slice(0, MOST);
  if (entries.length === 0) return null;
  return (
    <section>
      <h2 className="mb-3 font-serif text-xl">{t`Recent entries`}</h2>
      <ul className="flex flex-col gap-3">
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryItem entry={entry} date="day" />
          </li>
        ))}
      </ul>
    </section>
  );
}
