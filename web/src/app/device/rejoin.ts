import { currentClient, moveJournal } from "@/sync";
import { checkOpener, type DeviceEvents, openDevice } from "@/sync/device/open";
import { isWithdrawn } from "@/sync/mutations";
import { type Store, snapshotOf } from "@/sync/store";
import { areDecided, areSent } from "./areSent";

/** There is something that only this tab holds. */
class Unsent extends Error {}

/**
 * Goes on with the journal of `user` where another tab has put it, as soon as nothing is in this one alone; calls
 * `onWait` where that takes the server. Throws where the journal is gone, or under a lock.
 */
export async function rejoin(user: string, on: DeviceEvents, onWait: () => void): Promise<void> {
  await checkOpener(user, undefined);
  for (;;) {
    const client = currentClient();
    // Moving sends what can still be taken back.
    if (client) await areDecided(client);
    if (client?.holdsUnsaved) {
      onWait();
      await areSent(client);
    }
    try {
      return await moveJournal((from) => openInPlaceOf(from, user, on));
    } catch (error) {
      if (!(error instanceof Unsent)) throw error;
    }
  }
}

/** What `from` keeps for a restored server has numbers of another name, and is left behind. */
async function openInPlaceOf(from: Store, user: string, on: DeviceEvents) {
  const { outbox, not_accepted } = snapshotOf(from);
  if (not_accepted.length > 0 || outbox.some((item) => !isWithdrawn(item))) throw new Unsent();
  const place = await openDevice(user, on);
  if (!place) throw new Error("the journal is gone");
  return place;
}
