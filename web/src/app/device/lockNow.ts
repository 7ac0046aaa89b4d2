import { currentClient } from "@/sync";
import type { Client } from "@/sync/client";
import { saveAll } from "../leaving";
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
 * holds stays in it, alone in sight, until the server has it.
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
  const client = currentClient();
  await Promise.allSettled([saveAll(), client?.deletions.letAllGo()]);
  if (client?.holdsUnsaved) {
    coverWith(CoverPage);
    await areSent(client);
  }
  await lockAnyway();
}

/** Resolves when the server has all that only this tab holds. */
function areSent(client: Client): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (client.holdsUnsaved) return;
      stop();
      resolve();
    };
    const stop = client.view.subscribe(look);
    look();
  });
}
