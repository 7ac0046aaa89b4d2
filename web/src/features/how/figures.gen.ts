// Written by `cargo xtask gen`, from training/journal/held-back.tsv.

/** How good the reading by rules is. */
export const FIGURES = {
  sentences: 700,
  tone: { of: 641, right: 437 },
  toneOfWords: { of: 641, right: 322 },
  emotions: { there: 444, found: 624, right: 260 },
  themes: { there: 834, found: 852, right: 424 },
  factors: { there: 258, found: 46, right: 35 },
  acute: { of: 65, right: 44 },
  distress: { of: 40, right: 33 },
  violence: { of: 40, right: 12 },
  falseAlarms: { of: 555, right: 27 },
} as const;
