// Written by `cargo xtask gen`, from training/journal/held-back.tsv.

/** How good the reading by rules is. */
export const FIGURES = {
  sentences: 700,
  tone: { of: 641, right: 455 },
  toneOfWords: { of: 641, right: 322 },
  emotions: { there: 444, found: 630, right: 291 },
  themes: { there: 834, found: 1102, right: 517 },
  factors: { there: 258, found: 134, right: 98 },
  acute: { of: 65, right: 54 },
  distress: { of: 40, right: 35 },
  violence: { of: 40, right: 24 },
  falseAlarms: { of: 555, right: 30 },
} as const;
