import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { focusHeading } from "@/app/focus";
import { foundBy } from "@/sync/about";
import { finderOf } from "@/sync/names";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow, PersonRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { linkPerson } from "./linkPerson";

/** Asks of the people who are named in an entry whether it is about them, unless that is known. */
export function LinkOffers({ entry, analysis }: { entry: Entry; analysis: AnalysisRow }) {
  const people = usePeople();
  const found = foundBy(entry, analysis, finderOf(people));
  const offered = people.filter(({ id }) => found.includes(id) && !entry.people.includes(id));
  if (offered.length === 0) return null;

  function link(person: PersonRow): void {
    // The button that asked goes away.
    void linkPerson(entry.id, person).then(() => requestAnimationFrame(focusHeading));
  }

  return (
    <section className="flex flex-col gap-2">
      <p className="text-sm text-ink-2">{t`Named here. Is this entry about them?`}</p>
      <ul className="flex flex-wrap gap-2">
        {offered.map((person) => {
          const { id, name } = person;
          return (
            <li key={id}>
              <Button size="small" onClick={() => link(person)}>
                <Plus aria-hidden="true" className="size-4" />
                {t`About ${name}`}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
