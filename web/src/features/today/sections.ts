import { localDay } from "@/sync/filter";
import type { Entry } from "@/sync/view";

/** Entries before today that are shown. */
const LATELY = 5;

/** The entries of the first place: drafts of other days, everything of today, and the latest before it. */
export function sectionsOf(entries: readonly Entry[], now: Date) {
  const day = localDay(now);
  const today = entries.filter((entry) => localDay(entry.written_at) === day);
  const others = entries.filter((entry) => localDay(entry.written_at) !== day);
  const earlier = others.filter((entry) => entry.status === "published").slice(0, LATELY);
  return { drafts: others.filter((entry) => entry.status === "draft"), today, earlier };
}
