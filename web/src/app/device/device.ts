/** The journal that this browser keeps, if it is the user's own device. */

import type { ComponentType } from "react";
import * as v from "valibot";
import { session } from "@/api";
import { user as profileSchema, type Stored, type User } from "@/api/session";
import { currentClient, inMemory, moveJournal, type Place } from "@/sync";
import type { Lock, Opener } from "@/sync/device/lock";
import type { DeviceEvents } from "@/sync/device/open";
import { snapshotOf } from "@/sync/store";
import { type Answer, dropAnswer, type LockKind, leavingUsers, noteAnswer, onAnswer, readAnswer } from "./answer";
import { dropFallen, forgetFallen, tellFallen } from "./fallen";
import { dropShell, keepShell } from "./shell";

/** Why nothing can be kept although it was asked for. */
export type Trouble = "refused" | "changed" | "full" | "too_new";

export interface DeviceState {
  /** Of whoever was here last. */
  answer: Answer | undefined;
  trouble: Trouble | undefined;
  /** What stands in place of the journal: the lock is to fall, but this tab holds what nothing else does. */
  Cover: ComponentType | undefined;
}

let state: DeviceState = { answer: readAnswer(), trouble: undefined, Cover: undefined };
let opening: Promise<Place | undefined> | undefined;
/** Everything is being deleted, so that it is no trouble that nothing can be kept. */
let isLeaving = false;
/** What a tab that ended while its user was signing out has left to do. */
let finishing: Promise<void> = Promise.resolve();
const listeners = new Set<() => void>();

export const deviceStore = {
  get: (): DeviceState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function become(change: Partial<DeviceState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** Nothing of the journal is to be seen from now on but what `Cover` shows. */
export function coverWith(Cover: ComponentType): void {
  become({ Cover });
}

// Asked once: what this tab holds in memory stays there until it is loaded anew.
onAnswer(() => become({ answer: readAnswer() }));

const loadDevice = () => import("@/sync/device/open");

/** What is done about the place of `user`, whoever has signed in by then. */
const eventsOf = (user: string): DeviceEvents => ({
  onDetached: (error) => {
    const isWanted = isLeaving || readAnswer(user)?.own === false;
    if (isWanted) return;
    const tell = () => become({ trouble: troubleOf(error) });
    if (isNamed(error, "Replaced")) void goOnThere(user, tell);
    else tell();
  },
});

/** Another tab has put the journal elsewhere. Where that is not under a lock, it is no trouble. */
async function goOnThere(user: string, tell: () => void): Promise<void> {
  try {
    const { rejoin } = await import("./rejoin");
    await rejoin(user, eventsOf(user), tell);
    become({ trouble: undefined });
  } catch {
    tell();
  }
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof DOMException && error.name === "QuotaExceededError") return "full";
  if (isNamed(error, "Gone") || isNamed(error, "Replaced")) return "changed";
  return isNamed(error, "TooNew") ? "too_new" : "refused";
}

/** The journal kept for `user`: opened once, made if it is not there. Nothing when nothing is to be kept, or can be. */
export function keptJournal(user: string): Promise<Place | undefined> {
  noteUser(user);
  stay();
  const { answer } = state;
  if (answer?.user !== user || !answer.own) return Promise.resolve(undefined);
  opening ??= isLocked() ? anew() : open(user);
  return opening;
}

/** Who signs in after somebody else goes on with what they had answered themselves. */
export function noteUser(user: string): void {
  if (!state.answer || state.answer.user === user) return;
  const theirs = readAnswer(user) ?? { user };
  noteAnswer(theirs);
  become({ answer: theirs });
  opening = undefined;
}

/** Loads the page anew: a lock comes before everything else. */
function anew(): Promise<never> {
  window.location.reload();
  return new Promise(() => undefined);
}

async function open(user: string): Promise<Place | undefined> {
  try {
    return await openOrMake(user);
  } catch (error) {
    // It was locked in another tab that ended before it could say so.
    if (isNamed(error, "Locked")) {
      noteAnswer({ user, own: true, minutes: 1 });
      return anew();
    }
    become({ trouble: troubleOf(error) });
    return undefined;
  }
}

async function openOrMake(user: string, opener?: Opener): Promise<Place> {
  const opened = await (await loadDevice()).openOrMake(user, eventsOf(user), opener);
  void keepShell();
  return opened;
}

/**
 * Whether a lock is to be opened before anything can be shown. Where nobody is signed in there is nothing to show, and
 * whoever signs in next may be somebody else.
 */
export function isLocked(): boolean {
  const { answer } = state;
  if (!answer?.own || answer.leaving || answer.minutes === undefined) return false;
  return opening === undefined && session.mayStand();
}

/** The lock on the journal of whoever was here last. If there is none after all, the page is loaded without. */
export async function keptLock(): Promise<Lock> {
  const user = state.answer?.user;
  if (user === undefined) return anew();
  const key = await (await loadDevice()).keyFor(user).catch(() => undefined);
  if (key && !(key instanceof CryptoKey)) return key;
  if (key) {
    note({ user, own: true });
    dropFallen();
  } else await forgetDevice(user);
  return anew();
}

/** Opens the journal; throws `WrongPin` or `WrongPasskey` when it is not the one, `Locked` when it takes the other kind. */
export async function unlockJournal(opener: Opener): Promise<void> {
  if (!state.answer) return;
  const place = await openOrMake(state.answer.user, opener);
  opening = Promise.resolve(place);
  forgetFallen();
  note({ ...state.answer, lock: kindOf(opener) });
}

/** The lock on what is kept for `user`, if there is one. */
export async function lockOf(user: User): Promise<Lock | undefined> {
  const key = await (await loadDevice()).keyFor(user.id);
  return key instanceof CryptoKey ? undefined : key;
}

/** Throws `WrongPin`, `WrongPasskey` or `Locked` when `opener` is not what opens the lock. */
export async function checkOpener(user: User, opener: Opener): Promise<void> {
  await (await loadDevice()).checkOpener(user.id, opener);
}

/**
 * Locks the journal from now on, also after so many minutes out of sight; or no longer. Where it is locked by now, it takes
 * what opens that lock, and throws as {@link checkOpener} does without. Every other tab is locked at once.
 */
export async function setLock(
  user: User,
  lock: { opener: Opener; minutes: number } | undefined,
  current: Opener | undefined,
): Promise<void> {
  const device = await loadDevice();
  await device.checkOpener(user.id, current);
  await moveJournal((from) => device.makeDevice(user.id, from, eventsOf(user.id), lock?.opener));
  note({ user: user.id, own: true, ...(lock ? { minutes: lock.minutes, lock: kindOf(lock.opener) } : {}) });
  if (lock) tellFallen(Date.now());
  else dropFallen();
}

function kindOf(opener: Opener): LockKind {
  return "pin" in opener ? "pin" : "passkey";
}

function note(answer: Answer): void {
  noteAnswer(answer);
  become({ answer });
}

/** Whose journal this browser keeps. */
export async function keptUser(): Promise<User | undefined> {
  if (!state.answer?.own || state.answer.leaving) return undefined;
  const place = await keptJournal(state.answer.user);
  const profile = v.safeParse(profileSchema, place && snapshotOf(place.store).meta.profile);
  return profile.success ? profile.output : undefined;
}

/** It is the user's own device: keeps the journal here from now on. */
export async function keepJournal(user: User): Promise<void> {
  if (currentClient()?.isKept) return;
  const given = readAnswer(user.id);
  // Another tab was first; the copy is its own.
  if (given?.own && !state.trouble) return become({ answer: given });
  let minutes: number | undefined;
  try {
    const { keepDevice } = await loadDevice();
    await moveJournal((from) => keepDevice(user.id, from, eventsOf(user.id)));
  } catch (error) {
    if (isNamed(error, "Locked")) minutes = 1;
    // There are words here from before: they are opened with the next page.
    else if (!isNamed(error, "Later")) return become({ trouble: troubleOf(error) });
  }
  const answer = { user: user.id, own: true, ...(minutes ? { minutes } : {}) };
  noteAnswer(answer);
  become({ answer, trouble: undefined });
  // A browser that is short of room deletes other sites' data first.
  void navigator.storage.persist();
  void keepShell();
}

/** Whether something of whoever was here last waits for them to sign in; `inDoubt`, if the browser does not tell. */
export async function hasUnsent(inDoubt = false): Promise<boolean> {
  await finishing;
  const { answer } = state;
  if (!answer?.own) return false;
  const { holdsUnsent } = await loadDevice();
  return holdsUnsent(answer.user).catch(() => inDoubt);
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** It is not, or no longer: what was kept is deleted, and the journal is only in memory. */
export async function keepNothing(user: User): Promise<void> {
  const wasOwn = readAnswer(user.id)?.own === true;
  const answer = { user: user.id, own: false };
  noteAnswer(answer);
  opening = undefined;
  try {
    if (wasOwn) await moveToMemory(user);
  } finally {
    // Said when that has ended, not before.
    become({ answer, trouble: undefined });
    dropFallen();
  }
}

async function moveToMemory(user: User): Promise<void> {
  await moveJournal(async (from) => inMemory(snapshotOf(from)));
  await (await loadDevice()).deleteDevice(user.id);
  await dropShell();
}

/** The user is signing out: what is deleted now is no trouble. */
export function leaveDevice(): void {
  isLeaving = true;
}

/** Notes that `user` is signing out, so that the next start deletes what is kept for them should this tab end before it has. */
export function noteLeaving(user: string): void {
  leaveDevice();
  if (state.answer?.user === user && state.answer.own) note({ ...state.answer, leaving: true });
}

/** They are not, after all. */
export function stay(): void {
  isLeaving = false;
  if (!state.answer?.leaving) return;
  const { leaving: _, ...answer } = state.answer;
  note(answer);
}

/** Deletes what was left by tabs that ended while their user was signing out. */
export function finishLeaving(): void {
  // What fails is tried again at the next start.
  finishing = finish().catch(() => undefined);
}

async function finish(): Promise<void> {
  for (const user of leavingUsers()) await deleteDevice(user);
  become({ answer: readAnswer() });
}

/**
 * What is to become of all that this site has stored here once `user` has signed out: the browser forgets it, unless
 * somebody else's journal is among it, with words that may be nowhere else.
 */
export async function storedAfter(user: string): Promise<Stored> {
  const keepsOthers = loadDevice().then((device) => device.keepsOthers(user));
  return (await keepsOthers.catch(() => true)) ? "keep" : "forget";
}

/** Deletes what cannot be opened any more. Answers what is to become of the rest. */
export async function deleteLocked(): Promise<Stored> {
  const { user } = state.answer ?? {};
  if (user === undefined) return "keep";
  await deleteDevice(user);
  return storedAfter(user);
}

/** Nothing of `user` stays behind, not even the answer; what others keep here is theirs. */
export async function deleteDevice(user: string): Promise<void> {
  await (await loadDevice()).deleteDevice(user);
  await forgetDevice(user);
}

/** The same where the journal has been deleted, or is not there. */
export async function forgetDevice(user: string): Promise<void> {
  dropAnswer(user);
  dropFallen();
  await dropShell();
}
