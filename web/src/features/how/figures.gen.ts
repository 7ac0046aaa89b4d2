// Written by `cargo xtask gen`, from training/journal/held-back.tsv.

/** How good the reading by rules is. */
export const FIGURES = {
  sentences: 700,
  tone: { of: 641, right: 454 },
  toneOfWords: { of: 641, right: 322 },
  emotions: { there: 444, found: 556, right: 254 },
  themes: { there: 834, found: 848, right: 435 },
  factors: { there: 258, found: 76, right: 59 },
  acute: { of: 65, right: 46 },
  distress: { of: 40, right: 31 },
  violence: { of: 40, right: 13 },
  falseAlarms: { of: 555, right: 28 },
} as const;
