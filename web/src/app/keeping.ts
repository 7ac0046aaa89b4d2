import { t } from "@lingui/core/macro";
import { findEntry, type Keeping, keeping, type Outcome, outcome } from "@/sync";
import { toastStore } from "@/ui/toasts";
import { deleteWithUndo } from "./deleteWithUndo";

/** What the page does that a result was kept on. */
export interface Ending {
  /** The result is the entry; the copy is about to go. */
  onKept(): Promise<void>;
  /** The copy is back. */
  onUndone(): void;
}

const ELSEWHERE: Ending = { onKept: async () => undefined, onUndone: () => undefined };

/** The entries whose results this tab follows. */
const followed = new Set<string>();

/**
 * Notes a result that is on its way, and deletes the version beside it once the server has it, which can be undone.
 * Whatever comes in between, both texts stay.
 */
export async function follow(result: Keeping, ending: Ending): Promise<void> {
  followed.add(result.one);
  await keeping.note(result);
  await inTurn(result, ending);
}

/** Goes on with what pages before this one, or tabs that have ended, have left undone. */
export function goOn(): void {
  for (const result of keeping.all()) {
    if (followed.has(result.one)) continue;
    followed.add(result.one);
    void inTurn(result, ELSEWHERE);
  }
}

/** One tab at a time: the next one has its turn when that is done, or gone. */
async function inTurn(result: Keeping, ending: Ending): Promise<void> {
  const run = () => end(result, ending);
  try {
    await (navigator.locks ? navigator.locks.request(`hearken-keeping-${result.one}`, run) : run());
  } finally {
    followed.delete(result.one);
  }
}

async function end(result: Keeping, ending: Ending): Promise<void> {
  const { one, vid, other } = result;
  if (!keeping.all().some((it) => it.one === one && it.vid === vid)) return;
  const trouble = troubleOf(await outcome(one, vid), other);
  if (trouble !== undefined) toastStore.show({ kind: "problem", message: trouble });
  // Settled elsewhere, it is an entry of its own.
  else if (findEntry(other.id)?.conflict_of) {
    await ending.onKept();
    deleteWithUndo(other.id, t`The result is kept`, ending.onUndone);
  }
  await keeping.strike(one);
}

/** Why the copy must stay, if it must. */
function troubleOf(outcome: Outcome, other: Keeping["other"]): string | undefined {
  if (outcome === "refused") return t`The result was not accepted, so both versions are still here.`;
  if (outcome === "beside")
    return t`The entry was changed somewhere else at the same moment. Your result is kept as one more version.`;
  const now = findEntry(other.id);
  if (!now || (now.vid === other.vid && now.title === other.title)) return undefined;
  return t`The other version was changed at the same moment, so it is still here. Compare the two again.`;
}
