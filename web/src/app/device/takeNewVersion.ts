import { t } from "@lingui/core/macro";
import { toastStore } from "@/ui/toasts";
import { inTime } from "../inTime";
import { keepAll } from "../keepAll";
import { letWordsGo, writingLeft } from "../leaving";
import { newVersion } from "./shell";

/** What the worker takes as the word to begin; see worker/sw.js. */
const BEGIN = "begin";

/**
 * Loads the page anew, with the version that waits, unless words would be lost that cannot be saved. What is being written
 * is saved first. Without this, the version begins when the app is next opened.
 */
export async function takeNewVersion(): Promise<void> {
  if (!(await isAllKept())) return;
  const waiting = newVersion.get();
  // In another tab it may have begun already, and for all of them.
  if (waiting?.state === "installed") {
    const begun = new Promise((done) => {
      navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
    });
    waiting.postMessage(BEGIN);
    await begun;
  }
  // Something may have been written meanwhile.
  if (!(await isAllKept())) return;
  letWordsGo();
  window.location.reload();
}

/** Says so if it is not. */
async function isAllKept(): Promise<boolean> {
  await inTime(keepAll());
  if (writingLeft().length === 0) return true;
  const message = t`What you are writing could not be saved. Copy it first: the new version would begin without it.`;
  toastStore.show({ kind: "problem", message });
  return false;
}
