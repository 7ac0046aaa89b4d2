import { appearanceStore } from "./appearance";

const EDITABLE = "input, textarea, select, [contenteditable]";

/** N opens a new page, unless something is being typed, a dialog is open, or the user has switched it off. */
export function installShortcuts(write: () => void): void {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (appearanceStore.get().shortcuts === "off" || document.querySelector("[role=dialog], [role=alertdialog]"))
      return;
    if (event.target instanceof Element && event.target.closest(EDITABLE)) return;
    event.preventDefault();
    write();
  });
}
