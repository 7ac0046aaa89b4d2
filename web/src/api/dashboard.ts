import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const counted = v.object({ label: v.string(), count: v.number() });

const dashboard = answer<"Dashboard">()(
  v.object({
    entries_total: v.number(),
    entries_this_week: v.number(),
    words_total: v.number(),
    /** The days of the last year with entries, oldest first, in the time zone that was asked for. */
    days: v.array(
      v.object({
        date: v.pipe(v.string(), v.isoDate()),
        /** Mean of the user's own moods, 1 to 5. */
        mood: v.nullable(v.number()),
        /** Mean tone of what was read, -1 to 1. */
        tone: v.nullable(v.number()),
        entries: v.number(),
      }),
    ),
    emotions: v.array(counted),
    themes: v.array(counted),
    status: v.object({
      queued: v.number(),
      processing: v.number(),
      completed: v.number(),
      fallback: v.number(),
      failed: v.number(),
    }),
  }),
);

export type Dashboard = v.InferOutput<typeof dashboard>;
export type DashboardDay = Dashboard["days"][number];
export type Counted = v.InferOutput<typeof counted>;

/** What the server has computed over all entries, by days of this device's time zone. */
export async function fetchDashboard(): Promise<Dashboard> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const response = await authorized(`${at("/dashboard")}?tz=${encodeURIComponent(zone)}`);
  return v.parse(dashboard, await response.json());
}
