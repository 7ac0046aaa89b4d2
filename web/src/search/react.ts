/** React's view of the search. */

import { useCallback, useSyncExternalStore } from "react";
import { currentClient, onClientSwitch } from "@/sync";
import type { Term } from "./query";
import { IDLE, Searcher, type SearchState, type World } from "./searcher";
import { openWorker, whenIdle } from "./worker-port";

let searcher: Searcher | undefined;
let isFollowing = false;
const switched = new Set<() => void>();
const world: World = { openPort: openWorker, whenIdle };

/** Begins to read the journal for searches, for whoever is signed in, now and later. */
export function startSearch(): void {
  if (isFollowing) return;
  isFollowing = true;
  onClientSwitch(begin);
  begin();
}

function begin(): void {
  searcher?.stop();
  const client = currentClient();
  searcher = client && new Searcher(client.view, world);
  for (const listener of switched) listener();
}

/** Starts again after a failure. */
export function retrySearch(): void {
  searcher?.retry();
}

/** What is found for `terms`; they must be the same object until they change. Without any, nothing is looked for. */
export function useSearch(terms: readonly Term[]): SearchState {
  const subscribe = useCallback(
    (listener: () => void) => {
      startSearch();
      let stop = follow();
      const again = () => {
        stop?.();
        stop = follow();
        listener();
      };
      function follow() {
        return terms.length > 0 ? searcher?.follow(terms, listener) : undefined;
      }
      switched.add(again);
      return () => {
        switched.delete(again);
        stop?.();
      };
    },
    [terms],
  );
  return useSyncExternalStore(subscribe, () => (terms.length > 0 ? (searcher?.current ?? IDLE) : IDLE));
}
