import * as v from "valibot";
import type { DeletionNotes } from "./deletions";

const schema = v.array(v.object({ id: v.string(), vids: v.array(v.string()) }));

/**
 * Deletions of `user` noted in the storage of this tab, which outlives a reload and a crash of the tab, but not the tab.
 * Somebody else who signs in here in between neither sees nor forgets them.
 */
export function tabNotes(user: string): DeletionNotes {
  const key = `hearken.deletions.${user}`;
  return {
    read() {
      try {
        const noted = v.safeParse(schema, JSON.parse(sessionStorage.getItem(key) ?? "[]"));
        return noted.success ? noted.output : [];
      } catch {
        return [];
      }
    },
    write(deletions) {
      try {
        if (deletions.length > 0) sessionStorage.setItem(key, JSON.stringify(deletions));
        else sessionStorage.removeItem(key);
      } catch {
        // Where storage is switched off, a deletion is sent when the page is left, and only a crash can forget it.
      }
    },
  };
}
