import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import type { JournalFilter } from "./filter";
import type { Hits } from "./useHits";
import { useReliefs } from "./useReliefs";
import { wordsOnly } from "./wordsOnly";

/** Nothing was found: what would be, with fewer filters. */
export function NoHits({ filter, hits }: { filter: JournalFilter; hits: Hits }) {
  const { read, anywhere } = hits;
  const reliefs = useReliefs(filter, hits);
  const words = wordsOnly(filter.q ?? "");
  const helps = read.terms.length > 0 && anywhere > 0;
  return (
    <EmptyState
      action={
        <div className="flex flex-wrap gap-2">
          {reliefs.map(({ key, word, without, count }) => (
            <Link key={key} to="/journal" search={without} resetScroll={false} className={buttonClass()}>
              {plural(count, { one: `Without ${word}: # entry`, other: `Without ${word}: # entries` })}
            </Link>
          ))}
          {helps ? (
            <Link to="/journal" search={{ q: words }} className={buttonClass({ look: "primary" })}>
              {plural(anywhere, {
                one: "Search without filters: # entry",
                other: "Search without filters: # entries",
              })}
            </Link>
          ) : null}
          <Link to="/journal" className={buttonClass()}>
            {t`Show all entries`}
          </Link>
        </div>
      }
    >
      {read.terms.length === 0
        ? t`No entry fits these filters.`
        : helps
          ? t`No entry that fits these filters has “${words}”.`
          : t`No entry has “${words}”.`}
    </EmptyState>
  );
}
