import { plural, t } from "@lingui/core/macro";
import { isEmptyLine } from "@/lib/diff/paragraphs";
import { MarkedText, unmarked } from "@/ui/MarkedText";

/** Paragraphs that both versions have, folded; empty lines alone are not worth a line. */
export function SameParagraphs({ paragraphs }: { paragraphs: readonly string[] }) {
  const written = paragraphs.filter((paragraph) => !isEmptyLine(paragraph));
  if (written.length === 0) return null;
  const count = plural(written.length, { one: "# paragraph", other: "# paragraphs" });
  return (
    <details className="group rounded-card border border-line px-4 py-2">
      <summary className="flex min-h-8 items-center gap-2 text-ink-2 pointer-coarse:min-h-11">
        <span aria-hidden="true" className="transition-transform group-open:rotate-90">
          ›
        </span>
        <span className="shrink-0">{t`The same in both: ${count}`}</span>
        <span className="min-w-0 truncate font-serif group-open:invisible">{written[0]}</span>
      </summary>
      <MarkedText paragraphs={unmarked(trimmed(paragraphs))} className="max-w-measure py-2" />
    </details>
  );
}

/** Without the empty lines at both ends. */
function trimmed(paragraphs: readonly string[]): readonly string[] {
  const isWritten = (paragraph: string) => !isEmptyLine(paragraph);
  return paragraphs.slice(paragraphs.findIndex(isWritten), paragraphs.findLastIndex(isWritten) + 1);
}
