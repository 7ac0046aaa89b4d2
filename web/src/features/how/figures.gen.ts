// Written by `cargo xtask gen`, from training/journal/held-back.tsv.

/** How good the reading by rules is. */
export const FIGURES = {
  sentences: 700,
  tone: { of: 641, right: 479 },
  toneOfWords: { of: 641, right: 322 },
  emotions: { there: 444, found: 641, right: 306 },
  themes: { there: 834, found: 980, right: 521 },
  factors: { there: 258, found: 157, right: 115 },
  acute: { of: 65, right: 63 },
  distress: { of: 40, right: 38 },
  violence: { of: 40, right: 27 },
  falseAlarms: { of: 555, right: 31 },
} as const;
