import type { Client } from "@/sync/client";

/** Resolves when the server has all that only this tab holds. */
export function areSent(client: Client): Promise<void> {
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
