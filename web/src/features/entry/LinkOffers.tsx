import { t } from "@lingui/core/macro";
import { Link2 } from "lucide-react";
import { focusHeading } from "@/app/focus";
import { foundBy } from "@/sync/about";
import { type Entry, usePeople } from "@/sync/react";
import type { AnalysisRow, PersonRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { linkPerson } from "./linkPerson";

/** Offers to link the people who were found by their names, but are not linked to the entry. */
export function LinkOffers({ entry, analysis }: { entry: Entry; analysis: AnalysisRow }) {
  const found = foundBy(entry, analysis);
  const offered = usePeople().filter(({ id }) => found.includes(id) && !entry.people.includes(id));
  if (offered.length === 0) return null;

  function link(person: PersonRow): void {
    // The button that asked goes away.
    void linkPerson(entry.id, person).then(() => requestAnimationFrame(focusHeading));
  }

  return (
    <section className="flex flex-col gap-2">
      <p className="text-sm text-ink-2">{t`Named here, but not linked to this entry:`}</p>
      <ul className="flex flex-wrap gap-2">
        {offered.map((person) => {
          const { id, name } = person;
          return (
            <li key={id}>
              <Button size="small" onClick={() => link(person)}>
                <Link2 aria-hidden="true" className="size-4" />
                {t`Link ${name}`}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
