import { t } from "@lingui/core/macro";
import { emotionWord, factorWord, styleWord, themeWord } from "@/lib/labels";
import type { AnalysisRow, Evidence, PersonRow } from "@/sync/rows";

/** The kinds of findings, in the order in which they are shown. */
export const KINDS = ["sentiment", "emotion", "theme", "person", "style", "factor"] as const;
export type Kind = (typeof KINDS)[number];

/** One thing that was found, with the places (by index in the evidence) it rests on. */
export interface Finding {
  kind: Kind;
  label: string;
  /** The label in words. */
  word: string;
  evidence: readonly number[];
}

export function isKind(kind: string): kind is Kind {
  return KINDS.some((known) => known === kind);
}

export function kindWord(kind: Kind): string {
  switch (kind) {
    case "sentiment":
      return t`Tone`;
    case "emotion":
      return t`Feelings`;
    case "theme":
      return t`About`;
    case "person":
      return t`People`;
    case "style":
      return t`How it is said`;
    case "factor":
      return t`Between you`;
  }
}

/**
 * The pieces of evidence that are shown. Of the ways of talking only the one that the whole text leans to: single
 * phrases lean in all directions.
 */
export function shownEvidence({ evidence, communication_style: style }: AnalysisRow): readonly Evidence[] {
  return evidence.filter(({ kind, label }) => kind !== "style" || label === style);
}

/** What a piece of evidence speaks for, in words. */
export function evidenceWord({ kind, label, polarity }: Evidence, people: readonly PersonRow[]): string {
  switch (kind) {
    case "sentiment":
      return (polarity ?? 0) < 0 ? t`Heavy` : t`Light`;
    case "emotion":
      return emotionWord(label);
    case "theme":
      return themeWord(label);
    case "person":
      return people.find((person) => person.id === label)?.name ?? t`Someone`;
    case "style":
      return styleWord(label);
    case "factor":
      return factorWord(label, (polarity ?? 0) < 0);
    default:
      return label;
  }
}

/** The findings of one kind, strongest first, as the server has ordered them; places are counted in `shown`. */
export function findingsOf(
  analysis: AnalysisRow,
  shown: readonly Evidence[],
  kind: Kind,
  people: readonly PersonRow[],
): Finding[] {
  const groups = new Map<string, number[]>();
  for (const label of namedLabels(analysis, kind)) groups.set(label, []);
  for (const [index, evidence] of shown.entries()) {
    if (evidence.kind !== kind) continue;
    const key = groupOf(evidence);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups].map(([key, evidence]) => {
    const first = evidence[0] === undefined ? undefined : shown[evidence[0]];
    const label = first?.label ?? key;
    const word = evidenceWord(first ?? { ...NO_EVIDENCE, kind, label }, people);
    return { kind, label, word, evidence };
  });
}

/** The two directions of a factor, and of the tone, are two findings. */
export function groupOf({ kind, label, polarity }: Evidence): string {
  if (kind !== "factor" && kind !== "sentiment") return label;
  return `${label} ${(polarity ?? 0) < 0 ? "-" : "+"}`;
}

function namedLabels(analysis: AnalysisRow, kind: Kind): readonly string[] {
  if (kind === "emotion") return analysis.emotions;
  if (kind === "theme") return analysis.themes;
  // Neutral is the absence of a finding: it has no words to show.
  if (kind === "style" && analysis.communication_style && analysis.communication_style !== "neutral")
    return [analysis.communication_style];
  return [];
}

const NO_EVIDENCE: Evidence = { kind: "", label: "", quote: "", start: 0, end: 0, polarity: null, strength: 0 };

/** The findings of each kind that has some, in the order in which they are shown. */
export function allFindings(
  analysis: AnalysisRow,
  shown: readonly Evidence[],
  people: readonly PersonRow[],
): ReadonlyMap<Kind, readonly Finding[]> {
  const rows = KINDS.map((kind) => [kind, findingsOf(analysis, shown, kind, people)] as const);
  return new Map(rows.filter(([, findings]) => findings.length > 0));
}
