import type { Version } from "@/api/versions";
import { localDay } from "@/sync/filter";

export interface Day {
  /** "2026-11-20", where the reader is. */
  readonly day: string;
  readonly versions: readonly Version[];
}

/** Versions by the day they were written, in the order they come in. */
export function byDay(versions: readonly Version[]): readonly Day[] {
  const days: { day: string; versions: Version[] }[] = [];
  for (const version of versions) {
    const day = localDay(version.at);
    const last = days.at(-1);
    if (last?.day === day) last.versions.push(version);
    else days.push({ day, versions: [version] });
  }
  return days;
}
