import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { usePeople } from "@/sync/react";
import { LINK } from "@/ui/link";
import type { JournalFilter } from "./filter";
import { chosenFilters } from "./standing";

/** The filters that stand, each with a link that takes it away. The words are in their field, and go from there. */
export function ActiveFilters({ filter }: { filter: JournalFilter }) {
  const people = usePeople();
  const standing = chosenFilters(filter, people);
  if (standing.length === 0) return null;
  return (
    <ul aria-label={t`Filters`} className="flex flex-wrap items-center gap-2">
      {standing.map(({ key, word, without }) => (
        <li key={key}>
          <Link
            to="/journal"
            search={without}
            resetScroll={false}
            aria-label={t`Remove filter ${word}`}
            className="inline-flex min-h-8 items-center gap-1.5 rounded-full bg-accent px-3 text-sm text-on-accent no-underline pointer-coarse:min-h-11"
          >
            {word}
            <X aria-hidden="true" className="size-3.5" />
          </Link>
        </li>
      ))}
      {standing.length > 1 || filter.q ? (
        <li>
          <Link to="/journal" resetScroll={false} className={`${LINK} px-2 text-sm text-ink-2`}>
            {t`Clear all`}
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
