import { pauseSync } from "@/sync";

/** Shows the lock, on a page that has nothing in its memory. What only this tab holds is gone with it. */
export async function lockAnyway(): Promise<void> {
  await pauseSync();
  window.location.reload();
}
