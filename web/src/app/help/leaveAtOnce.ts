import { keepAll } from "../keepAll";
import { letWordsGo } from "../leaving";

/** How long the words may take to be stored: nothing of them is to be seen meanwhile. */
const PATIENCE_MS = 500;

/**
 * Takes the page out of sight at once, and puts an empty one in its place, to which "back" does not return it. No other site
 * is asked for a page: none learns of this, and it works without a connection.
 */
export async function leaveAtOnce(): Promise<void> {
  document.documentElement.hidden = true;
  document.title = "";
  const soon = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([keepAll(), soon]);
  letWordsGo();
  window.location.replace("about:blank");
}
