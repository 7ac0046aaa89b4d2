import * as v from "valibot";
import type { Entry } from "@/sync/react";
import type { Choice } from "./differences";
import type { Pair } from "./pair";

const choice = v.picklist(["one", "other", "both"]);

const schema = v.object({
  /** The versions that were compared: of others nothing is known. */
  vids: v.tuple([v.string(), v.string()]),
  /** What their words were like: as long as a version was never sent, it keeps its name while they change. */
  marks: v.tuple([v.number(), v.number()]),
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
    if (!noted.success || !isOf(pair, noted.output)) return { choices: [] };
    const { choices, title } = noted.output;
    return { choices: choices.map((it) => it ?? undefined), title };
  } catch {
    return { choices: [] };
  }
}

export function noteChosen(pair: Pair, { choices, title }: Chosen): void {
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

function namesOf({ one, other }: Pair) {
  return { vids: [one.vid, other.vid], marks: [markOf(one), markOf(other)] };
}

function isOf(pair: Pair, { vids, marks }: v.InferOutput<typeof schema>): boolean {
  return JSON.stringify(namesOf(pair)) === JSON.stringify({ vids, marks });
}

/** A number that changes with title and text (32-bit FNV-1a), and tells nothing else of them. */
function markOf({ title, text }: Entry): number {
  const words = `${title}\n${text}`;
  let mark = 0x811c9dc5;
  for (let index = 0; index < words.length; index += 1) mark = Math.imul(mark ^ words.charCodeAt(index), 0x01000193);
  return mark;
}

function keyOf({ one, other }: Pair): string {
  return `hearken.compare.${one.id}.${other.id}`;
}
