/** What has become of a text that was handed to the server. */

import { subjectOf } from "./mutations";
import type { EntryRow } from "./rows";
import { rowKey } from "./store";
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
      // What has become of it may be in rows that are not here yet.
      if (!view.isComplete) return;
      if (view.outbox.some((item) => subjectOf(item) === rowKey("entry", id))) return;
      end(lookAt(view, id, vid));
    };
    const stop = view.subscribe(look);
    left.addEventListener("abort", () => end(), { once: true });
    look();
  });
}

function lookAt(view: View, id: string, vid: string): Outcome {
  const names = namesOf(view, vid);
  // Neither is in the outbox, and neither has arrived.
  const isGivenUp = view.meta?.given_up?.some((it) => names.has(it));
  if (isGivenUp || view.notAccepted.some((item) => names.has(item.id))) return "refused";
  const isNamed = (entry: EntryRow) => entry.id !== id && names.has(asTyped(entry.vid));
  return view.entries().some(isNamed) ? "beside" : "kept";
}

/** All names that a version has had: its mutation may have been numbered again. */
function namesOf(view: View, vid: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let name: string | undefined = vid; name !== undefined && !names.has(name); name = view.meta?.renamed[name]) {
    names.add(name);
  }
  return names;
}
