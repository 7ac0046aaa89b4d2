import type { Relationship } from "@/sync/rows";

export interface PersonFields {
  name: string;
  relationship: Relationship;
  notes: string;
}

/** `person`: the id of who is changed; none for someone new. */
interface Draft {
  person: string | undefined;
  fields: Partial<PersonFields>;
}

let draft: Draft | undefined;

/** What was typed about someone and is not saved: it outlives its window when the session ends under it. */
export const personDraft = {
  get: (): Draft | undefined => draft,
  keep: (person: string | undefined, fields: Partial<PersonFields>): void => {
    const before = draft?.person === person ? draft?.fields : {};
    draft = { person, fields: { ...before, ...fields } };
  },
  drop: (): void => {
    draft = undefined;
  },
};
