import * as v from "valibot";
import type { DeletionNotes } from "./deletions";

const KEY = "hearken.deletions";

const schema = v.array(v.object({ id: v.string(), base_vid: v.optional(v.string()) }));

/** Deletions noted in the storage of this tab, which outlives a reload and a crash of the tab, but not the tab. */
export const tabNotes: DeletionNotes = {
  read() {
    try {
      const noted = v.safeParse(schema, JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
      return noted.success ? noted.output.map(({ id, base_vid }) => (base_vid ? { id, base_vid } : { id })) : [];
    } catch {
      return [];
    }
  },
  write(deletions) {
    try {
      if (deletions.length > 0) sessionStorage.setItem(KEY, JSON.stringify(deletions));
      else sessionStorage.removeItem(KEY);
    } catch {
      // Where storage is switched off, a deletion is sent when the page is left, and only a crash can forget it.
    }
  },
};
