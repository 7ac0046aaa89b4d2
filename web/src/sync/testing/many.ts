import { type MakeCore, runSchedule } from "./campaign";

export interface ManyOptions {
  firstSeed: number;
  schedules: number;
  own: boolean;
  makeCore?: MakeCore;
}

/** What happened in some schedules, and how often. */
export type Seen = Record<
  "written" | "refused" | "epoch" | "restore" | "restart" | "abort" | "compact" | "death",
  number
>;

/** Runs schedules one after another. A failing one is named by its seed, which repeats it. */
export async function runMany({ firstSeed, schedules, own, makeCore }: ManyOptions): Promise<Seen> {
  const seen: Seen = { written: 0, refused: 0, epoch: 0, restore: 0, restart: 0, abort: 0, compact: 0, death: 0 };
  for (let seed = firstSeed; seed < firstSeed + schedules; seed += 1) {
    const options = { seed, own, ...(makeCore && { makeCore }) };
    const { written, devices, happened } = await runSchedule(options).catch((error: unknown) => {
      throw new Error(`seed ${seed} (SYNC_SEED=${seed} repeats it): ${String(error)}`, { cause: error });
    });
    seen.written += written.length;
    for (const [name, count] of Object.entries(happened)) seen[name as keyof typeof happened] += count;
    for (const { leader, deaths } of devices) {
      seen.refused += leader?.view.notAccepted.length ?? 0;
      seen.death += deaths;
    }
  }
  return seen;
}
