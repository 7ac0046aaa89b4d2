import { t } from "@lingui/core/macro";
import type { PersonRow } from "@/sync/rows";

/** The choice that adds someone who is not there yet. */
export const NEW_PERSON = "new";

export interface Offer {
  /** Id of the person, or {@link NEW_PERSON}. */
  value: string;
  label: string;
}

/** Who can be added for what is typed: people whose name begins with it, then ones that contain it, then a new one. */
export function offers(people: readonly PersonRow[], selected: readonly string[], typed: string): Offer[] {
  const wanted = fold(typed);
  const free = people.filter((person) => !selected.includes(person.id));
  const found = free.filter((person) => fold(person.name).includes(wanted));
  const rank = (person: PersonRow) => (fold(person.name).startsWith(wanted) ? 0 : 1);
  const known = found.sort((a, b) => rank(a) - rank(b)).map(({ id, name }) => ({ value: id, label: name }));
  const isNew = wanted !== "" && !people.some((person) => fold(person.name) === wanted);
  const name = typed.trim();
  return isNew ? [...known, { value: NEW_PERSON, label: t`Add ${name}` }] : known;
}

/** Without case and accents, so that "zoe" finds "Zoë". */
function fold(text: string): string {
  return text.trim().normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
