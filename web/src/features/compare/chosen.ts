import * as v from "valibot";
import type { Entry } from "@/sync/react";
import type { Choice } from "./differences";
import type { Pair } from "./pair";

const UNDER_WAY: readonly Entry["saving"][] = ["local", "kept", "syncing"];

const choice = v.picklist(["one", "other", "both"]);

const schema = v.object({
  /** The versions that were compared: of others nothing is known. */
  vids: v.tuple([v.string(), v.string()]),
  /** When the entries were changed last: a title does not change the version's name. */
  times: v.tuple([v.string(), v.string()]),
  /** What was chosen for each difference, in their order. */
  choices: v.array(v.nullable(choice)),
  title: v.optional(v.picklist(["one", "other"])),
});

/** What has been chosen so far. */
export interface Chosen {
  choices: readonly (Choice | undefined)[];
  title?: "one" | "other" | undefined;
}

/**
 * What has been chosen between two versions, in the storage of this tab, so that a reload does not forget it. Places,
 * names and times, never words or what follows from them.
 */
export function readChosen(pair: Pair): Chosen {
  try {
    const noted = v.safeParse(schema, JSON.parse(sessionStorage.getItem(keyOf(pair)) ?? ""));
    if (!noted.success || !isSettled(pair) || !isOf(pair, noted.output)) return { choices: [] };
    const { choices, title } = noted.output;
    return { choices: choices.map((it) => it ?? undefined), title };
  } catch {
    return { choices: [] };
  }
}

export function noteChosen(pair: Pair, { choices, title }: Chosen): void {
  if (!isSettled(pair)) {
    dropChosen(pair);
    return;
  }
  const noted = { ...namesOf(pair), choices: choices.map((it) => it ?? null), ...(title ? { title } : {}) };
  try {
    sessionStorage.setItem(keyOf(pair), JSON.stringify(noted));
  } catch {
    // Where storage is switched off, it is chosen anew after a reload.
  }
}

/** The two are settled. */
export function dropChosen(pair: Pair): void {
  try {
    sessionStorage.removeItem(keyOf(pair));
  } catch {
    // There is nothing.
  }
}

/** The server has all of both: what it does not have may change under the same name. */
function isSettled({ one, other }: Pair): boolean {
  return !UNDER_WAY.includes(one.saving) && !UNDER_WAY.includes(other.saving);
}

function namesOf({ one, other }: Pair) {
  return { vids: [one.vid, other.vid], times: [one.updated_at, other.updated_at] };
}

function isOf(pair: Pair, { vids, times }: v.InferOutput<typeof schema>): boolean {
  return JSON.stringify(namesOf(pair)) === JSON.stringify({ vids, times });
}

function keyOf({ one, other }: Pair): string {
  return `hearken.compare.${one.id}.${other.id}`;
}
