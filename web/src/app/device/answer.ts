import * as v from "valibot";

const KEY = "hearken.device";

/** What a user has answered to whether this browser is their own device. */
const answer = v.object({
  user: v.string(),
  own: v.boolean(),
  /** There is a lock, which falls shut after so many minutes out of sight. */
  minutes: v.optional(v.number()),
});

export type Answer = v.InferOutput<typeof answer>;

/** The last answer in this browser, kept in its local storage; where that is switched off, there is none. */
export function readAnswer(): Answer | undefined {
  try {
    const parsed = v.safeParse(answer, JSON.parse(localStorage.getItem(KEY) ?? ""));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

export function noteAnswer(given: Answer | undefined): void {
  try {
    if (given) localStorage.setItem(KEY, JSON.stringify(given));
    else localStorage.removeItem(KEY);
  } catch {
    // Then it is asked again with the next page.
  }
}

/** Tells of answers given in other tabs. */
export function onAnswer(listener: () => void): void {
  window.addEventListener("storage", ({ key }) => key === KEY && listener());
}
