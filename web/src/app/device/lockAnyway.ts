import { pauseSync } from "@/sync";
import { inTime } from "../inTime";
import { letWordsGo, writingLeft } from "../leaving";

/** Shows the lock, on a page that has nothing in its memory. The browser asks first if words would go that nobody has let go. */
export async function lockAnyway(): Promise<void> {
  await inTime(pauseSync());
  if (writingLeft().length === 0) letWordsGo();
  window.location.reload();
}
