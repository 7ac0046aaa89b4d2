import { appearanceStore } from "./appearance";
import { deviceStore } from "./device/device";

const EDITABLE = "input, textarea, select, [contenteditable]";

/** What the keys do. */
type Actions = { write: () => void; search: () => void };

/**
 * N opens a new page and / the search, unless something is being typed, or the user has switched them off. Ctrl+K opens
 * the search wherever one is. None of them acts while a dialog is open, or the journal is covered because its lock is to fall.
 */
export function installShortcuts(actions: Actions): void {
  document.addEventListener("keydown", (event) => {
    const act = event.repeat ? undefined : actionOf(event, actions);
    if (!act || deviceStore.get().Cover || document.querySelector("[role=dialog], [role=alertdialog]")) return;
    event.preventDefault();
    act();
  });
}

function actionOf(event: KeyboardEvent, { write, search }: Actions): (() => void) | undefined {
  const key = event.key.toLowerCase();
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return key === "k" && !event.shiftKey ? search : undefined;
  const isTyping = event.target instanceof Element && event.target.closest(EDITABLE);
  if (isTyping || appearanceStore.get().shortcuts === "off") return undefined;
  return key === "n" ? write : key === "/" ? search : undefined;
}
