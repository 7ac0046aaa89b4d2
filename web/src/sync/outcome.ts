/** What has become of a text that was handed to the server. */

import { subjectOf } from "./mutations";
import { type EntryRow, rowKey } from "./rows";
import { asTyped } from "./vid";
import type { View } from "./view";

/** `kept`: it is the entry's text, or a part of it. `beside`: a copy beside another text. `refused`: nowhere but here. */
export type Outcome = "kept" | "beside" | "refused";

/**
 * Waits until the server has every change to an entry, and tells what it has made of the text version `vid`; nothing once
 * `left` says that `view` is not looked at any more.
 */
export function outcomeOf(view: View, id: string, vid: string, left: AbortSignal): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const end = (known?: Outcome) => {
      stop();
      resolve(known);
    };
    const look = () => {
      if (view.outbox.some((item) => subjectOf(item) === rowKey("entry", id))) return;
      const names = namesOf(view, vid);
      if (isLost(view, names)) end("refused");
      // What else has become of it may be in rows that are not here yet.
      else if (view.isComplete) end(isBeside(view, id, names) ? "beside" : "kept");
    };
    const stop = view.subscribe(look);
    left.addEventListener("abort", () => end(), { once: true });
    look();
  });
}

/** Whether it was given up, or refused: then it is in the outbox no more, and has not arrived either. */
function isLost(view: View, names: ReadonlySet<string>): boolean {
  const isGivenUp = view.meta?.given_up?.some((it) => names.has(it)) ?? false;
  return isGivenUp || view.notAccepted.some((item) => names.has(item.id));
}

/** Whether it is the text of another entry: of a copy. */
function isBeside(view: View, id: string, names: ReadonlySet<string>): boolean {
  return view.entries().some((entry: EntryRow) => entry.id !== id && names.has(asTyped(entry.vid)));
}

/** All names that a version has had: its mutation may have been numbered again. */
function namesOf(view: View, vid: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let name: string | undefined = vid; name !== undefined && !names.has(name); name = view.meta?.renamed[name]) {
    names.add(name);
  }
  return names;
}
