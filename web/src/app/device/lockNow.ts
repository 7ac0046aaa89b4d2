import { flushSync } from "react-dom";
import { currentClient } from "@/sync";
import { inTime } from "../inTime";
import { keepAll } from "../keepAll";
import { writingLeft } from "../leaving";
import { areSent } from "./areSent";
import { CoverPage } from "./CoverPage";
import { coverWith } from "./device";
import { tellFallen } from "./fallen";
import { lockAnyway } from "./lockAnyway";

let falling: Promise<void> | undefined;

/** The lock falls in all tabs of this browser. */
export function lockNow(): Promise<void> {
  tellFallen(Date.now());
  return lockHere();
}

/**
 * Takes everything off the screen, saves, and shows the lock on a page that has nothing in its memory. What only this tab
 * holds stays in it, alone in sight, until the server has it, or for good if it cannot be saved or that takes too long.
 */
export function lockHere(): Promise<void> {
  falling ??= fall().finally(() => {
    falling = undefined;
  });
  return falling;
}

async function fall(): Promise<void> {
  // All of it, dialogs too, and however long saving takes.
  document.documentElement.hidden = true;
  const settled = settle();
  await inTime(settled);
  const left = writingLeft();
  if (left.length > 0 || currentClient()?.holdsUnsaved) cover();
  if (left.length === 0) return lockWhenSent();
  // They are their writer's to let go, unless they are stored after all.
  void settled.then(() => {
    const isStored = left.map((writing) => writing.words() === "");
    if (isStored.includes(true)) cover();
    if (!isStored.includes(false)) void lockWhenSent();
  });
}

async function lockWhenSent(): Promise<void> {
  // The journal may be in another place by now.
  const client = currentClient();
  if (client) await areSent(client);
  await lockAnyway();
}

/** Stores all that can be stored. */
async function settle(): Promise<void> {
  // What is kept of it is under the lock then, and to be found there again.
  await Promise.allSettled([keepAll(), currentClient()?.deletions.letAllGo()]);
}

/** Something is to be seen again, whatever page it is by now: where the session has ended, another covers the journal. */
function cover(): void {
  flushSync(() => coverWith(CoverPage));
  document.documentElement.hidden = false;
}
