/** The journal that this browser keeps, if it is the user's own device. */

import * as v from "valibot";
import { user as profileSchema, type User } from "@/api/session";
import { currentClient, inMemory, moveJournal, type Place } from "@/sync";
import { snapshotOf } from "@/sync/store";
import { type Answer, noteAnswer, onAnswer, readAnswer } from "./answer";
import { dropShell, keepShell } from "./shell";

/** Why nothing can be kept although it was asked for. */
export type Trouble = "refused" | "full" | "too_new";

export interface DeviceState {
  answer: Answer | undefined;
  trouble: Trouble | undefined;
}

let state: DeviceState = { answer: readAnswer(), trouble: undefined };
let opening: Promise<Place | undefined> | undefined;
/** Everything is being deleted, so that it is no trouble that nothing can be kept. */
let isLeaving = false;
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

// Asked once: what this tab holds in memory stays there until it is loaded anew.
onAnswer(() => become({ answer: readAnswer() }));

const loadDevice = () => import("@/sync/device/open");

const events = {
  onDetached: (error: unknown) => {
    const isWanted = isLeaving || readAnswer()?.own === false;
    if (!isWanted) become({ trouble: troubleOf(error) });
  },
};

function troubleOf(error: unknown): Trouble {
  if (error instanceof DOMException && error.name === "QuotaExceededError") return "full";
  return error instanceof Error && error.name === "TooNew" ? "too_new" : "refused";
}

/** The journal kept for `user`: opened once, made if it is not there. Nothing when nothing is to be kept, or can be. */
export function keptJournal(user: string): Promise<Place | undefined> {
  const { answer } = state;
  if (answer?.user !== user || !answer.own) return Promise.resolve(undefined);
  opening ??= open(user);
  return opening;
}

async function open(user: string): Promise<Place | undefined> {
  try {
    const { openDevice, makeDevice } = await loadDevice();
    const place = (await openDevice(user, events)) ?? (await makeDevice(user, snapshotOf(inMemory().store), events));
    void keepShell();
    return place;
  } catch (error) {
    become({ trouble: troubleOf(error) });
    return undefined;
  }
}

/** Whose journal this browser keeps. */
export async function keptUser(): Promise<User | undefined> {
  if (!state.answer?.own) return undefined;
  const place = await keptJournal(state.answer.user);
  const profile = v.safeParse(profileSchema, place && snapshotOf(place.store).meta.profile);
  return profile.success ? profile.output : undefined;
}

/** It is the user's own device: keeps the journal here from now on. */
export async function keepJournal(user: User): Promise<void> {
  if (currentClient()?.isKept) return;
  const given = readAnswer();
  // Another tab was first; the copy is its own.
  if (given?.user === user.id && given.own && !state.trouble) return become({ answer: given });
  const { makeDevice } = await loadDevice();
  const make = async (held: Parameters<typeof makeDevice>[1]) => {
    const own = { ...held, meta: { ...held.meta, profile: user } };
    return makeDevice(user.id, own, events);
  };
  try {
    await moveJournal(make);
  } catch (error) {
    return become({ trouble: troubleOf(error) });
  }
  const answer = { user: user.id, own: true };
  noteAnswer(answer);
  become({ answer, trouble: undefined });
  // A browser that is short of room deletes other sites' data first.
  void navigator.storage.persist();
  void keepShell();
}

/** It is not, or no longer: what was kept is deleted, and the journal is only in memory. */
export async function keepNothing(user: User): Promise<void> {
  const wasOwn = state.answer?.own === true;
  const answer = { user: user.id, own: false };
  noteAnswer(answer);
  become({ answer, trouble: undefined });
  opening = undefined;
  if (!wasOwn) return;
  await moveJournal(async (held) => inMemory(held));
  await (await loadDevice()).deleteDevice(user.id);
  await dropShell();
}

/** The user is signing out: what is deleted now is no trouble. */
export function leaveDevice(): void {
  isLeaving = true;
}

/** Nothing of the user stays behind, not even the answer. */
export async function forgetDevice(): Promise<void> {
  noteAnswer(undefined);
  await dropShell();
}
