/** The steps, in order; each is the end of an address. */
export const STEPS = ["aims", "people", "readers", "look"] as const;

export type Step = (typeof STEPS)[number];
