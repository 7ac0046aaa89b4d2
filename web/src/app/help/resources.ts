/** Where help is to be had: the list that comes with the app, until the server's own has been read. */

import * as v from "valibot";
import { fetchResources, type Help, resources } from "@/api/crisis";
import bundled from "../../../../crates/domain/lexicon/crisis/resources.json";

let current: Help = v.parse(resources, bundled);
const listeners = new Set<() => void>();

export const helpStore = {
  get: () => current,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/**
 * Reads the server's list, which its operator may have replaced. Done once after the start for everybody: to ask when a
 * card is shown would tell whoever sees the requests that one was.
 */
export async function readResources(): Promise<void> {
  current = await fetchResources();
  for (const listener of listeners) listener();
}
