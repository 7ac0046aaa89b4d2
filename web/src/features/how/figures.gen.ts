// Written by `cargo xtask gen`, from training/journal/held-back.tsv.

/** How good the reading by rules is. */
export const FIGURES = {
  sentences: 700,
  tone: { of: 641, right: 449 },
  toneOfWords: { of: 641, right: 322 },
  emotions: { there: 444, found: 563, right: 270 },
  themes: { there: 834, found: 1038, right: 499 },
  factors: { there: 258, found: 121, right: 89 },
  acute: { of: 65, right: 55 },
  distress: { of: 40, right: 31 },
  violence: { of: 40, right: 19 },
  falseAlarms: { of: 555, right: 30 },
} as const;
