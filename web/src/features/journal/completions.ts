import { t } from "@lingui/core/macro";
import { dayToDate, formatMonth } from "@/lib/dates";
import { type Field, type Part, partsOf } from "@/search/query";
import { lineOf } from "@/search/tokens";
import { localDay } from "@/sync/filter";
import { MOODS, moodWord } from "@/ui/moods";

/** One way to finish the filter that is being typed. */
export interface Completion {
  value: string;
  label: string;
}

export interface Completions {
  part: Part;
  options: readonly Completion[];
}

export interface Known {
  /** By name. */
  people: readonly { name: string }[];
  /** The most used first. */
  tags: readonly string[];
  now: Date;
}

/** Completions that are offered at once. */
const MOST = 8;

/** The ways to finish the filter at `caret`; nothing where no filter is being typed. */
export function completionsAt(text: string, caret: number, known: Known): Completions | undefined {
  const part = partsOf(text).find(({ start, end }) => start < caret && caret <= end);
  if (!part?.field || part.closed) return undefined;
  const typed = lineOf(part.value).trimEnd();
  const fitting = valuesOf(part.field, known).filter(({ value, label }) => {
    const words = lineOf(`${value} ${label}`);
    return words.includes(typed) && value !== part.value;
  });
  return fitting.length > 0 ? { part, options: fitting.slice(0, MOST) } : undefined;
}

function valuesOf(field: Field, { people, tags, now }: Known): Completion[] {
  switch (field) {
    case "person":
      return people.map(({ name }) => ({ value: name, label: name }));
    case "tag":
      return tags.map((tag) => ({ value: tag, label: `#${tag}` }));
    case "mood":
      return MOODS.map((mood) => ({ value: String(mood), label: `${mood} · ${moodWord(mood)}` }));
    case "status":
      return [
        { value: "draft", label: t`Drafts` },
        { value: "finished", label: t`Finished` },
      ];
    case "from":
    case "to":
      return daysFor(now);
  }
}

/** This month and the one before, this year and the one before. */
function daysFor(now: Date): Completion[] {
  const months = [0, 1].map((back) => localDay(new Date(now.getFullYear(), now.getMonth() - back, 1)).slice(0, 7));
  const years = [0, 1].map((back) => String(now.getFullYear() - back));
  const month = (value: string) => ({ value, label: formatMonth(dayToDate(`${value}-01`)) });
  return [...months.map(month), ...years.map((value) => ({ value, label: value }))];
}

/** `text` with the filter finished, and where the caret goes. */
export function complete(text: string, part: Part, value: string): { text: string; caret: number } {
  const quoted = /[\s"“”„«»]/.test(value) ? `"${value}"` : value;
  const before = `${text.slice(0, part.start)}${part.not ? "-" : ""}${part.field}:${quoted} `;
  return { text: before + text.slice(part.end).trimStart(), caret: before.length };
}
