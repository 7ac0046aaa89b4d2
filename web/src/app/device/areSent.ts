import type { Client } from "@/sync/client";

/** Resolves when the server has all that only this tab holds. */
export function areSent(client: Client): Promise<void> {
  return until(client, () => !client.holdsUnsaved);
}

/** Resolves when no deletion can be taken back any more. */
export function areDecided(client: Client): Promise<void> {
  return until(client, () => !client.deletions.areOwed);
}

function until(client: Client, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return;
      stop();
      resolve();
    };
    const stop = client.view.subscribe(look);
    look();
  });
}
