/** A title goes with the text that it was typed with: while both wait, they are one mutation. */

import type { MutationArgs, NewMutation, Outgoing } from "./mutations";
import { mayMerge } from "./rules";

type EditArgs = MutationArgs["entry.edit@1"];
type SetArgs = MutationArgs["entry.set@2"];

/** The titles of an edit that has taken up `next`. */
export function bothTitles(first: EditArgs, next: EditArgs): Pick<EditArgs, "title" | "base_title"> {
  const title = next.title ?? first.title;
  if (title !== undefined) return { title };
  const base_title = next.base_title ?? first.base_title;
  return base_title === undefined ? {} : { base_title };
}

/** The title that an edit leaves over its text, as far as it knows one. */
export function titleOver({ title, base_title }: Pick<EditArgs, "title" | "base_title">): { title?: string } {
  const shown = title ?? base_title;
  return shown === undefined ? {} : { title: shown };
}

interface PutIn {
  outbox: readonly Outgoing[];
  item: Outgoing;
  /** What `set` changes beside the title, if anything. */
  rest: NewMutation | undefined;
}

/** Puts the title that `set` brings into the edit whose text it was typed over, if that waits to be sent. */
export function putTitleIn(
  outbox: readonly Outgoing[],
  set: NewMutation,
  vidOf: (item: Outgoing) => string,
): PutIn | undefined {
  if (set.name !== "entry.set@2" || set.args.title === undefined) return undefined;
  const { title, ...others } = set.args;
  const index = outbox.findLastIndex((item) => isWaiting(item, others.id) && vidOf(item) === set.base_vid);
  const edit = outbox[index];
  if (edit?.name !== "entry.edit@1") return undefined;
  const { base_title: _, ...args } = edit.args;
  const item: Outgoing = { ...edit, args: { ...args, title } };
  return { outbox: outbox.with(index, item), item, rest: without(set, others) };
}

function isWaiting(item: Outgoing, id: string): boolean {
  return item.name === "entry.edit@1" && item.args.id === id && mayMerge(item);
}

function without(set: NewMutation, { id, ...fields }: Omit<SetArgs, "title">): NewMutation | undefined {
  if (Object.keys(fields).length === 0) return undefined;
  return { ...set, name: "entry.set@2", args: { id, ...fields } };
}

/**
 * Takes the title out of the changes that wait to be sent, and were typed over the same text as `edit`: the last one goes
 * with that.
 */
export function takeTitleOut(
  outbox: readonly Outgoing[],
  edit: NewMutation,
): { outbox: readonly Outgoing[]; edit: NewMutation } | undefined {
  if (edit.name !== "entry.edit@1" || edit.args.title !== undefined) return undefined;
  const { base_title: _, ...args } = edit.args;
  const titleOf = (item: Outgoing) =>
    item.name === "entry.set@2" && item.args.id === args.id && item.base_vid === edit.base_vid && mayMerge(item)
      ? item.args.title
      : undefined;
  const last = outbox.findLast((item) => titleOf(item) !== undefined);
  const title = last && titleOf(last);
  if (title === undefined) return undefined;
  const left = outbox.map((item) => (titleOf(item) === undefined ? item : untitled(item)));
  return { outbox: left, edit: { ...edit, args: { ...args, title } } };
}

/** What else a change brings; its number must still be used. */
function untitled(item: Outgoing): Outgoing {
  if (item.name !== "entry.set@2") return item;
  const { title: _, ...others } = item.args;
  const { mid, at } = item;
  const rest = without(item, others);
  return rest ? { ...rest, mid, at, stage: "queued" } : nothing({ mid, at });
}

/** A mutation that changes nothing, in place of one that was never sent. */
export function nothing({ mid, at }: Pick<Outgoing, "mid" | "at">): Outgoing {
  return { name: "preferences.set@1", args: {}, mid, at, stage: "queued" };
}

/** Without the last mutation, if nothing is left of what it was `before`: its number is that of the next one. */
export function withoutTail(
  outbox: readonly Outgoing[],
  before: readonly Outgoing[],
  next_mid: number,
): readonly Outgoing[] {
  const last = outbox.at(-1);
  // One that was discarded earlier is still named by what was typed over it.
  if (!last || last === before.at(-1) || last.mid !== next_mid - 1) return outbox;
  return last.name === "preferences.set@1" ? outbox.slice(0, -1) : outbox;
}
