import * as v from "valibot";

const view = v.object({
  /** The year from afar. */
  year: v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9999))), undefined),
  /** The month that is shown, as `2026-11`; this one without it. */
  month: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/))), undefined),
  /** The day that was picked, as `2026-11-20`. */
  day: v.fallback(v.optional(v.pipe(v.string(), v.isoDate())), undefined),
});

/** The search part of the calendar's address. What does not fit is dropped: an old or mistyped link still opens. */
export type View = { [Key in "year" | "month" | "day"]?: Exclude<v.InferOutput<typeof view>[Key], undefined> };

export function parseView(search: Record<string, unknown>): View {
  const { year, month, day } = v.parse(view, search);
  return { ...(year && { year }), ...(month && { month }), ...(day && { day }) };
}
