import { session } from "@/api";
import { Problem, Unreachable } from "@/api/problem";
import type { User } from "@/api/session";
import { currentClient, deletion, keeping, pauseSync, startSync, stopSync } from "@/sync";
import { DiskFull } from "@/sync/connector";
import { appearanceStore } from "./appearance";
import {
  deleteDevice,
  finishLeaving,
  forgetDevice,
  keptJournal,
  leaveDevice,
  noteLeaving,
  noteUser,
  stay,
  storedAfter,
} from "./device/device";
import { followLock } from "./device/followLock";
import { inTime } from "./inTime";
import { keepAll } from "./keepAll";
import { letWordsGo, writingLeft } from "./leaving";

/** The user whose journal this tab holds. */
let holder: string | undefined;
let opening: Promise<void> = Promise.resolve();

/** What the tabs of this browser tell each other of the session: who has signed out, that it has ended, that it is back. */
type News = { left: string } | "ended" | "back";

let tabs: BroadcastChannel | undefined;
let wasEnded = false;

async function getToken({ refused }: { refused?: string }): Promise<string | null> {
  if (refused !== undefined) session.discard(refused);
  try {
    const token = await session.token();
    // What this tab holds must never reach the account of whoever has signed in meanwhile.
    return holdsOthers() ? null : token;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    if (error instanceof Problem && error.code === "disk_full") throw new DiskFull();
    throw error;
  }
}

function follow(): void {
  const state = session.state();
  const isEnded = state.status === "signed_out" && state.ended;
  if (isEnded && !wasEnded) end();
  if (state.status === "signed_out" && holder === undefined) finishLeaving();
  if (state.status !== "signed_in") return;
  if (holdsOthers()) {
    void makeRoomUnlessNeeded();
    return;
  }
  if (wasEnded) tell("back");
  wasEnded = false;
  if (holder === undefined) opening = open(state.user);
  else goOn(state.user);
  holder = state.user.id;
}

async function open(user: User): Promise<void> {
  const place = await keptJournal(user.id);
  startSync({ getToken, user: user.id, place });
  followLock();
  void currentClient()?.belongsTo(user);
}

function goOn(user: User): void {
  currentClient()?.wake();
  void currentClient()?.belongsTo(user);
}

/** The journal is read again after signing in; what the server has not got stays, and is shown. */
function end(): void {
  wasEnded = true;
  tell("ended");
  const client = currentClient();
  if (client?.isKept) void client.forgetRows();
}

/** Resolves when the journal of the user who is signed in is open. */
export function journalIsOpen(): Promise<void> {
  return opening;
}

/** Nothing of the one before may stay in this tab but what exists nowhere else: that page lets it go by hand. */
async function makeRoomUnlessNeeded(): Promise<void> {
  await inTime(keepAll());
  if (writingLeft().length === 0 && !currentClient()?.holdsUnsaved) await makeRoom();
}

/** Lets go of the journal of the one before, and begins anew for who has signed in: the address may name an entry of the other. */
export async function makeRoom(): Promise<void> {
  const client = currentClient();
  // What the server may lack of the one before waits there, sealed, until they come back. The rest is not for others.
  if (client?.isKept) {
    await inTime(keepAll());
    await client.forgetRows();
  }
  await (client?.isKept ? pauseSync() : stopSync());
  const state = session.state();
  if (state.status === "signed_in") noteUser(state.user.id);
  letWordsGo();
  window.location.assign("/");
}

/** Whether this tab still holds the journal of someone else than who has signed in. */
export function holdsOthers(): boolean {
  const state = session.state();
  return state.status === "signed_in" && holder !== undefined && holder !== state.user.id;
}

/**
 * Ties the journal's data to the session. A session that ended by itself keeps what is held, so that nothing that was
 * typed is lost while the user signs in again.
 */
export function followSession(): void {
  session.subscribe(follow);
  keeping.watch(() => void goOnKeeping());
  tabs = new BroadcastChannel("hearken.session");
  tabs.onmessage = ({ data }: MessageEvent<News>) => hear(data);
}

/** Results of comparisons that an earlier page, or a tab that has ended, could not bring to their end. */
async function goOnKeeping(): Promise<void> {
  if (keeping.all().length > 0) (await import("./keeping")).goOn();
}

function tell(news: News): void {
  tabs?.postMessage(news);
}

function hear(news: News): void {
  if (holder === undefined) return;
  const isSignedIn = session.state().status === "signed_in";
  const hasEnded = news !== "back";
  if (typeof news === "object" && news.left === holder) leaveUnlessNeeded(holder);
  // Without an answer from the server it stays as it is.
  else if (hasEnded === isSignedIn) session.lookAgain().catch(() => undefined);
}

/** What only this tab holds stays in it, under the note that the session has ended. */
function leaveUnlessNeeded(user: string): void {
  const client = currentClient();
  const isNeeded = client && !client.isKept && (client.holdsUnsaved || client.deletions.areOwed);
  if (!isNeeded) void leave(() => forgetDevice(user));
}

/** Ends the session and loads the page anew in every tab, so that nothing of the journal stays in memory. */
export async function signOut(): Promise<void> {
  const user = holder;
  if (user === undefined) return;
  if (!(await deletion.finishAll())) throw new Unreachable("a deletion has not arrived");
  const stored = await storedAfter(user);
  noteLeaving(user);
  try {
    await session.signOut(stored);
  } catch (error) {
    stay();
    throw error;
  }
  // The server may have the browser forget what this site stored; how the app looks may stay.
  appearanceStore.set(appearanceStore.get());
  tell({ left: user });
  await leave(stored === "forget" ? () => forgetDevice(user) : () => deleteDevice(user));
}

/** What the browser was told to forget is not asked for again: while it does so, that may take it very long. */
async function leave(forget: () => Promise<void>): Promise<void> {
  leaveDevice();
  try {
    await stopSync();
    await forget();
  } finally {
    window.location.assign("/sign-in");
  }
}
