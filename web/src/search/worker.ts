/** The index on a thread of its own, so that nobody who types waits for it. */

import { type Found, Index, type Writing } from "./index";
import type { Term } from "./query";

/** What the page tells the index: what was written, or what to look for. */
export type Request =
  | { kind: "change"; put: readonly Writing[]; drop: readonly string[] }
  | { kind: "find"; turn: number; terms: readonly Term[] };

export type Answer = { turn: number; found: Found };

const index = new Index();

self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "find") {
    const answer: Answer = { turn: data.turn, found: index.find(data.terms) };
    self.postMessage(answer);
    return;
  }
  for (const id of data.drop) index.drop(id);
  for (const writing of data.put) index.put(writing);
});
