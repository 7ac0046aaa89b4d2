import { session } from "@/api";
import { Problem, Unreachable } from "@/api/problem";
import { currentClient, deletion, startSync, stopSync } from "@/sync";
import { DiskFull } from "@/sync/connector";
import { appearanceStore } from "./appearance";

/** The user whose journal this tab holds. */
let holder: string | undefined;

/** By which a tab tells the other tabs of this browser that the user has signed out. */
let farewell: BroadcastChannel | undefined;

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
  if (state.status !== "signed_in") return;
  if (holdsOthers()) {
    // Nothing of the one before may stay in this tab but what exists nowhere else: that page lets it go by hand.
    if (!currentClient()?.holdsUnsaved) void makeRoom();
    return;
  }
  if (holder === undefined) startSync({ getToken, user: state.user.id });
  else currentClient()?.wake();
  holder = state.user.id;
}

/** Lets go of the journal of the one before, and begins anew for who has signed in: the address may name an entry of the other. */
export async function makeRoom(): Promise<void> {
  await stopSync();
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
  farewell = new BroadcastChannel("hearken.signed-out");
  farewell.onmessage = () => {
    // What only this tab holds stays in it, under the note that the session has ended.
    const client = currentClient();
    const isNeeded = client !== undefined && (client.holdsUnsaved || client.deletions.areOwed);
    if (holder !== undefined && !isNeeded) void leave();
  };
}

/** Ends the session and loads the page anew in every tab, so that nothing of the journal stays in memory. */
export async function signOut(): Promise<void> {
  if (!(await deletion.finishAll())) throw new Unreachable("a deletion has not arrived");
  await session.signOut();
  // The server has the browser forget what this site stored; how the app looks may stay.
  appearanceStore.set(appearanceStore.get());
  farewell?.postMessage(null);
  await leave();
}

async function leave(): Promise<void> {
  await stopSync();
  window.location.assign("/sign-in");
}
