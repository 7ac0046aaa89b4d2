/** The outbox: mutations that the server has not answered, in the order of their numbers. Pure functions. */

import { goesOn } from "./going-on";
import { isWithdrawn, type MutationArgs, type NewMutation, type Outgoing, type Seen, subjectOf } from "./mutations";
import type { EntryRow } from "./rows";
import { isAsSeen, mayMerge } from "./rules";
import type { Meta } from "./store";
import { bothTagChanges, withTags } from "./tags";
import { bothTitles, nothing, putTitleIn, takeTitleOut, withoutTail } from "./titles";

/** The name of the text version that a mutation writes. */
export function vidOf(client_id: string, mid: number): string {
  return `${client_id}.${mid}`;
}

/** Whose version it is. */
function clientOf(vid: string): string {
  return vid.slice(0, vid.lastIndexOf("."));
}

/** The present name of a text version whose mutation may have been numbered again. */
export function currentVid(meta: Meta, vid: string): string {
  let name = vid;
  for (let next = meta.renamed[name]; next !== undefined; next = meta.renamed[name]) name = next;
  return name;
}

/**
 * An edit over the version that was seen. One that was never sent takes up what is typed next, in every tab: where it may
 * have gone on, the words that were seen go with the edit. `row`: the entry as the server has it.
 */
export function overSeen(
  typed: Edit,
  seen: Seen,
  held: { outbox: readonly Outgoing[]; meta: Meta; row: EntryRow | undefined },
): Edit {
  const { outbox, meta, row } = held;
  const base_vid = currentVid(meta, seen.vid);
  const edit = underTitle(typed, seen.title);
  if (isGivenUp(meta, seen.vid)) return { ...edit, base_vid };
  const item = outbox.find(({ mid }) => vidOf(meta.client_id, mid) === base_vid);
  const now = item?.args ?? (row?.vid === base_vid ? row : undefined);
  const isKnown = now ? isAsSeen(seen, now) : clientOf(base_vid) !== meta.client_id;
  return { ...edit, base_vid, args: isKnown ? edit.args : { ...edit.args, base_text: seen.text } };
}

/** The title that was seen goes with the edit, unless it brings one. */
function underTitle(edit: Edit, base_title: string | undefined): Edit {
  if (edit.args.title !== undefined || base_title === undefined) return edit;
  return { ...edit, args: { ...edit.args, base_title } };
}

/** Whether a version was refused or taken back. What is typed over its words brings them to the version before it. */
function isGivenUp({ client_id, renamed }: Meta, vid: string): boolean {
  let name = vid;
  for (let next = renamed[name]; next !== undefined; next = renamed[name]) {
    const isOwn = next in renamed || clientOf(next) === client_id;
    if (!isOwn || clientOf(next) === clientOf(name)) return true;
    name = next;
  }
  return false;
}

type Edit = Extract<NewMutation, { name: "entry.edit@1" }>;

interface Queued {
  outbox: readonly Outgoing[];
  meta: Meta;
  /** The mutation that now carries the change: a new one, or an older one it was merged into. */
  item: Outgoing;
}

/** When a mutation was made, and until when it may wait; see {@link Outgoing}. */
export interface When {
  at: string;
  due?: number | undefined;
}

/** Adds a mutation, merging it into an earlier one where that was never sent. */
export function enqueue(outbox: readonly Outgoing[], meta: Meta, added: NewMutation, when: When): Queued {
  const next = added.base_vid ? { ...added, base_vid: currentVid(meta, added.base_vid) } : added;
  const put = putTitleIn(outbox, next, ({ mid }) => vidOf(meta.client_id, mid));
  if (put?.rest) return add(put.outbox, meta, put.rest, when);
  if (put)
    return { ...put, outbox: put.outbox.map((item) => (item === put.item ? dueAt(item, when.due) : item)), meta };
  const taken = takeTitleOut(outbox, next);
  if (!taken) return add(outbox, meta, next, when);
  const left = withoutTail(taken.outbox, outbox, meta.next_mid);
  const next_mid = meta.next_mid - (taken.outbox.length - left.length);
  return add(left, { ...meta, next_mid }, taken.edit, when);
}

function add(outbox: readonly Outgoing[], meta: Meta, next: NewMutation, { at, due }: When): Queued {
  for (let index = outbox.length - 1; index >= 0; index -= 1) {
    const earlier = outbox[index];
    if (!earlier || !mayMerge(earlier) || isWithdrawn(earlier) || subjectOf(earlier) !== subjectOf(next)) break;
    const item = merge(earlier, next, meta.client_id, at);
    if (item) return { outbox: outbox.with(index, dueAt(item, due)), meta, item };
    if (!commutes(earlier, next)) break;
  }
  const item: Outgoing = dueAt({ ...next, mid: meta.next_mid, at, stage: "queued" }, due);
  return { outbox: [...outbox, item], meta: { ...meta, next_mid: meta.next_mid + 1 }, item };
}

/** `earlier` with `next` in it, or nothing where the two do not become one. */
function merge(earlier: Outgoing, next: NewMutation, client_id: string, at: string): Outgoing | undefined {
  switch (next.name) {
    case "entry.edit@1":
      return mergeEdit(earlier, next, client_id, at);
    case "entry.set@2":
      if (earlier.name === "entry.set@2") return setTwice(earlier, next, at);
      if (earlier.name === "entry.create@1") return { ...earlier, args: createdWith(earlier.args, next.args) };
      return undefined;
    case "person.set@1":
      if (earlier.name !== "person.set@1" && earlier.name !== "person.create@1") return undefined;
      return { ...earlier, args: { ...earlier.args, ...next.args }, at } as Outgoing;
    case "preferences.set@1":
      if (earlier.name !== "preferences.set@1") return undefined;
      return { ...earlier, args: { ...earlier.args, ...next.args }, at };
    default:
      return undefined;
  }
}

function mergeEdit(earlier: Outgoing, { args, base_vid }: Edit, client_id: string, at: string): Outgoing | undefined {
  if (earlier.name !== "entry.create@1" && earlier.name !== "entry.edit@1") return undefined;
  // The history shall have the text that is replaced, so it must reach the server.
  if (args.keep_base || !goesOn(earlier.args.text, args.text)) return undefined;
  // Typed over the text of another version, or over earlier words of this one: its place in the chain must be kept.
  if (base_vid !== vidOf(client_id, earlier.mid) || args.base_text !== undefined) return undefined;
  const { text, title } = args;
  if (earlier.name === "entry.create@1") {
    const created = { ...earlier.args, text, ...(title === undefined ? {} : { title }) };
    return { ...earlier, begun_at: earlier.begun_at ?? earlier.at, args: created, at };
  }
  const { title: _, base_title: __, ...before } = earlier.args;
  return { ...earlier, args: { ...before, text, ...bothTitles(earlier.args, args) }, at };
}

type SetArgs = MutationArgs["entry.set@2"];
type Set = Extract<NewMutation, { name: "entry.set@2" }>;

function setTwice(earlier: Outgoing & Set, { args, base_vid }: Set, at: string): Outgoing {
  return { ...earlier, args: bothSets(earlier.args, args), ...(base_vid && { base_vid }), at };
}

function bothSets(first: SetArgs, next: SetArgs): SetArgs {
  const { tags_add: _, tags_remove: __, ...fields } = { ...first, ...next };
  return { ...fields, ...bothTagChanges(first, next) };
}

function createdWith(created: MutationArgs["entry.create@1"], set: SetArgs): MutationArgs["entry.create@1"] {
  const { tags_add = [], tags_remove = [], ...fields } = set;
  const tags = withTags(created.tags ?? [], { tags_add, tags_remove });
  return { ...created, ...fields, ...(tags.length > 0 || created.tags ? { tags } : {}) };
}

/** A text may go on past fields that were set over the one before. Fields may not: they belong to what they were set over. */
function commutes(earlier: Outgoing, next: NewMutation): boolean {
  return earlier.name === "entry.set@2" && next.name === "entry.edit@1";
}

/** Numbers every mutation again under `client_id`, as never sent; edits that follow one of them follow its new name. */
export function requeue(outbox: readonly Outgoing[], meta: Meta, client_id: string): Omit<Queued, "item"> {
  const renamed = { ...meta.renamed };
  const queued = outbox.map((item, index) => {
    const mid = index + 1;
    renamed[vidOf(meta.client_id, item.mid)] = vidOf(client_id, mid);
    return rebase<Outgoing>(
      { ...item, mid, stage: "queued" },
      item.base_vid && (renamed[item.base_vid] ?? item.base_vid),
    );
  });
  return { outbox: queued, meta: { ...meta, client_id, next_mid: queued.length + 1, renamed } };
}

/**
 * Takes back a mutation that was never sent. Its number must still be used, so an empty change takes its place;
 * edits that were typed over it follow what it followed.
 */
export function withdraw(outbox: readonly Outgoing[], meta: Meta, mid: number): Omit<Queued, "item"> | undefined {
  const gone = outbox.find((item) => item.mid === mid && mayMerge(item));
  if (!gone) return undefined;
  const vid = vidOf(meta.client_id, mid);
  const kept = outbox.map((item) => {
    if (item === gone) return nothing(gone);
    return item.base_vid === vid ? inPlaceOf(gone, item) : item;
  });
  return { outbox: kept, meta: gone.base_vid ? { ...meta, renamed: { ...meta.renamed, [vid]: gone.base_vid } } : meta };
}

/** `item`, which was typed over what `gone` had written, over what that was typed over. */
export function inPlaceOf(gone: NewMutation, item: Outgoing): Outgoing {
  const moved = rebase(item, gone.base_vid);
  if (moved.name !== "entry.edit@1") return moved;
  const { base_text: _, ...args } = moved.args;
  const before = gone.name === "entry.edit@1" ? gone.args.base_text : undefined;
  return { ...moved, args: before === undefined ? args : { ...args, base_text: before } };
}

/** `item` over another version, or over none that is known. */
function rebase<T extends NewMutation>(item: T, base_vid: string | undefined): T {
  const { base_vid: _, ...bare } = item;
  return (base_vid ? { ...bare, base_vid } : bare) as T;
}

/** `item`, which may wait until `due`, or not at all. */
export function dueAt({ due: _, ...item }: Outgoing, due?: number): Outgoing {
  return due === undefined ? item : { ...item, due };
}

/** The longest that a mutation may wait. One that is to wait for longer was made before the clock was set back. */
const LONGEST_WAIT_MS = 10_000;

/** How many of the mutations, from the first one on, need not wait any longer. */
function ready(outbox: readonly Outgoing[], now: number): number {
  return 1 + outbox.findLastIndex(({ due = now }) => due <= now || due > now + LONGEST_WAIT_MS);
}

/** How long it is until one that waits now need not do so any longer; nothing if none waits. */
export function nextDue(outbox: readonly Outgoing[], now: number): number | undefined {
  const waiting = outbox.slice(ready(outbox, now)).map(({ due = now }) => due - now);
  return waiting.length > 0 ? Math.min(...waiting) : undefined;
}

/**
 * The next mutations to send: those the server has not answered and that need not wait, without a gap between them, as
 * many as fit.
 */
export function nextBatch(all: readonly Outgoing[], most: number, bytes: number, now: number): Outgoing[] {
  const outbox = all.slice(0, ready(all, now));
  const batch: Outgoing[] = [];
  let size = 0;
  for (const item of outbox) {
    if (item.stage === "answered") continue;
    const before = batch.at(-1);
    size += new TextEncoder().encode(JSON.stringify(item)).length;
    if (before && (batch.length === most || size > bytes || item.mid !== before.mid + 1)) break;
    batch.push(item);
  }
  return batch;
}

/** The outbox with the stage of some of its mutations changed; the same list when there are none. */
export function withStage(
  outbox: readonly Outgoing[],
  stage: Outgoing["stage"],
  applies: (item: Outgoing) => boolean,
): readonly Outgoing[] {
  const changes = (item: Outgoing) => item.stage !== stage && applies(item);
  return outbox.some(changes) ? outbox.map((item) => (changes(item) ? { ...item, stage } : item)) : outbox;
}
