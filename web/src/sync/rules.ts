/** The rules of docs/SYNC.md that are decided in the browser, each in one place so that a test can switch it off. */

import type { Outgoing } from "./mutations";

/** The state a browser is in: everything up to `cookie`, in the server's history `epoch`. 0 and 0 before the first pull. */
export interface Position {
  cookie: number;
  epoch: number;
}

/** R1: a delta is applied only to the very state it was computed from. The first delta names the epoch. */
export function isExactBase(position: Position, delta: { from: number; epoch: number }): boolean {
  if (delta.from !== position.cookie) return false;
  return delta.epoch === position.epoch || isFresh(position);
}

/** R1 where tabs share a store: what a delta was computed from is still what is held when it is applied. */
export function isStill(base: Position, held: Position): boolean {
  return base.cookie === held.cookie && base.epoch === held.epoch;
}

/** R1 for resets: the epoch it was answered to is named apart from the new one. */
export function isExactReset(position: Position, reset: { from: number; from_epoch: number }): boolean {
  return reset.from === position.cookie && reset.from_epoch === position.epoch;
}

/** R4: what has been sent once never changes. */
export function mayMerge(item: Outgoing): boolean {
  return item.stage === "queued";
}

/** A version that was never sent has one name and changing words: whether it still has those that were seen. */
export function isAsSeen(seen: { text: string }, now: object): boolean {
  return !("text" in now) || now.text === seen.text;
}

/** R7: a row is applied only if it is newer than the one held. */
export function isNewer(row: { rev: number }, held: { rev: number } | undefined): boolean {
  return held === undefined || row.rev > held.rev;
}

const KEEP_MS = 7 * 24 * 3_600_000;
const KEEP_MOST = 2_000;
const KEEP_BYTES = 5_000_000;

/**
 * Whether a mutation that has arrived is kept. `age` in milliseconds; `newer`: how many have arrived since; `bytes`: of
 * these and itself.
 */
export function isKept({ age, newer, bytes }: { age: number; newer: number; bytes: number }): boolean {
  return age <= KEEP_MS && newer < KEEP_MOST && bytes <= KEEP_BYTES;
}

/** Whether the client may tell the server that everything before `first` is no longer here, when it expected `expect`. */
export function isLost(first: number, expect: number): boolean {
  return first > expect;
}

/** Whether a pull asks for everything there is, so that it may begin below the floor. */
export function isSnapshot(staging: { replaces: boolean } | undefined, position: Position): boolean {
  return staging?.replaces ?? isFresh(position);
}

/** R8, for tabs that share a store: a transaction counts only if it began from what is stored now. */
export function isUnchanged(seen: number, stored: number): boolean {
  return seen === stored;
}

/** Nothing has been pulled yet. */
export function isFresh(position: Position): boolean {
  return position.epoch === 0 && position.cookie === 0;
}
