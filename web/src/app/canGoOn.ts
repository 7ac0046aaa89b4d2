import { currentClient } from "@/sync";
import { isAside } from "@/sync/aside";
import type { Change } from "@/sync/react";

type Written = { vid: string; text: string };

/** Whether a change has words that were set aside and can be gone on with: what they were typed over is as it was. */
export function canGoOn(change: Change, entry: Written | undefined): boolean {
  if (!isAside(change.reason) || !change.about.startsWith("entry/")) return false;
  if (!entry) return change.name === "entry.create@1";
  const { base_vid, base_text = entry.text } = change;
  const vid = base_vid && currentClient()?.currentVid(base_vid);
  return entry.vid === vid && entry.text === base_text;
}
