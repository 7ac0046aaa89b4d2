// Written by `cargo xtask gen`, from training/journal/held-back.tsv.

/** How good the reading by rules is. */
export const FIGURES = {
  sentences: 700,
  tone: { of: 641, right: 442 },
  toneOfWords: { of: 641, right: 322 },
  emotions: { there: 444, found: 601, right: 254 },
  themes: { there: 834, found: 865, right: 432 },
  factors: { there: 258, found: 68, right: 52 },
  acute: { of: 65, right: 44 },
  distress: { of: 40, right: 33 },
  violence: { of: 40, right: 12 },
  falseAlarms: { of: 555, right: 27 },
} as const;
