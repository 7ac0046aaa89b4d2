import * as v from "valibot";
import type { Choice } from "./differences";
import type { Pair } from "./pair";

const choice = v.picklist(["one", "other", "both"]);

const schema = v.object({
  /** The versions that were compared: of others nothing is known. */
  vids: v.tuple([v.string(), v.string()]),
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
 * What has been chosen between two versions, in the storage of this tab, so that a reload does not forget it. Places and
 * names, never words.
 */
export function readChosen(pair: Pair): Chosen {
  try {
    const noted = v.safeParse(schema, JSON.parse(sessionStorage.getItem(keyOf(pair)) ?? ""));
    if (!noted.success || !isOf(pair, noted.output.vids)) return { choices: [] };
    const { choices, title } = noted.output;
    return { choices: choices.map((it) => it ?? undefined), title };
  } catch {
    return { choices: [] };
  }
}

export function noteChosen(pair: Pair, { choices, title }: Chosen): void {
  const vids = [pair.one.vid, pair.other.vid];
  const noted = { vids, choices: choices.map((it) => it ?? null), ...(title ? { title } : {}) };
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

function isOf({ one, other }: Pair, [first, second]: readonly [string, string]): boolean {
  return one.vid === first && other.vid === second;
}

function keyOf({ one, other }: Pair): string {
  return `hearken.compare.${one.id}.${other.id}`;
}
