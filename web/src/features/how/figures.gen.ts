// Written by `cargo xtask gen`, from training/journal/held-back.tsv.

/** How good the reading by rules is. */
export const FIGURES = {
  sentences: 700,
  tone: { of: 641, right: 484 },
  toneOfWords: { of: 641, right: 322 },
  emotions: { there: 444, found: 618, right: 304 },
  themes: { there: 834, found: 885, right: 510 },
  factors: { there: 258, found: 158, right: 117 },
  acute: { of: 65, right: 59 },
  distress: { of: 40, right: 38 },
  violence: { of: 40, right: 31 },
  falseAlarms: { of: 555, right: 23 },
} as const;
