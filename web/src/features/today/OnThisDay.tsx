import { plural, t } from "@lingui/core/macro";
import { ChevronDown } from "lucide-react";
import { useMemo, useSyncExternalStore } from "react";
import { appearanceStore } from "@/app/appearance";
import { EntryItem } from "@/app/EntryItem";
import { dayToDate, formatShort } from "@/lib/dates";
import { type Entry, useAnalysis } from "@/sync/react";
import { isTender, type Memory, memoriesOf } from "./memories";
import { useUnhurtful } from "./useUnhurtful";

/** What was written a week, a month and years ago, if anything was. Whoever folds it finds it folded the next time. */
export function OnThisDay({ entries, now }: { entries: readonly Entry[]; now: Date }) {
  const day = now.toDateString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hour makes no difference
  const found = useMemo(() => memoriesOf(entries, now), [entries, day]);
  const shown = useUnhurtful(found.flatMap((memory) => memory.entries));
  const memories = found
    .map((memory) => ({ ...memory, entries: memory.entries.filter((entry) => shown.includes(entry)) }))
    .filter((memory) => memory.entries.length > 0);
  const { onThisDay } = useSyncExternalStore(appearanceStore.subscribe, appearanceStore.get);
  if (memories.length === 0) return null;
  return (
    <details
      open={onThisDay !== "folded"}
      onToggle={({ currentTarget: { open } }) => remember(open)}
      className="group flex flex-col"
    >
      <summary className="flex min-h-11 w-fit list-none items-center gap-2 rounded-control pe-2">
        <h2 className="font-serif text-xl">{t`On this day`}</h2>
        <ChevronDown aria-hidden="true" className="size-4 text-ink-2 group-open:rotate-180" />
      </summary>
      <ul className="mt-2 flex flex-col gap-6">
        {memories.map((memory) => (
          <li key={memory.day} className="flex flex-col gap-2">
            <h3 className="text-ink-2">
              {agoInWords(memory.ago)}, <time dateTime={memory.day}>{formatShort(dayToDate(memory.day))}</time>
            </h3>
            <ul className="flex flex-col gap-3">
              {memory.entries.map((entry) => (
                <li key={entry.id}>
                  <Remembered entry={entry} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}

function remember(open: boolean): void {
  const { onThisDay: before, ...others } = appearanceStore.get();
  if ((before !== "folded") === open) return;
  appearanceStore.set(open ? others : { ...others, onThisDay: "folded" });
}

/** An entry; one that may hurt to meet is opened by hand. */
function Remembered({ entry }: { entry: Entry }) {
  const analysis = useAnalysis(entry.id);
  if (!isTender(entry, analysis)) return <EntryItem entry={entry} />;
  return (
    <details className="rounded-card border border-line">
      <summary className="flex min-h-11 items-center px-4 py-3 text-ink-2 tablet:px-6">
        {t`You had a hard day then. Show what you wrote`}
      </summary>
      <div className="p-2 pt-0">
        <EntryItem entry={entry} />
      </div>
    </details>
  );
}

function agoInWords({ unit, count }: Memory<Entry>["ago"]): string {
  if (unit === "week") return t`A week ago`;
  if (unit === "month") return t`A month ago`;
  return plural(count, { one: "# year ago", other: "# years ago" });
}
