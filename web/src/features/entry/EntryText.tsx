import { t } from "@lingui/core/macro";
import { isKind } from "./findings";
import { markClass } from "./markClass";
import type { Segment } from "./marks";
import { findingId, type Marks } from "./useMarks";

/** The entry's words, with the places marked that findings rest on. */
export function EntryText({ marks }: { marks: Marks }) {
  return (
    <div ref={marks.textRef} className="max-w-measure font-serif text-lg whitespace-pre-wrap [overflow-wrap:anywhere]">
      {marks.segments.map((segment) => (
        <Run key={segment.start} segment={segment} marks={marks} />
      ))}
    </div>
  );
}

function Run({ segment, marks }: { segment: Segment; marks: Marks }) {
  const { evidence, hidden, selected, words } = marks;
  const shown = segment.findings.filter((index) => {
    const kind = evidence[index]?.kind ?? "";
    return index === selected || (isKind(kind) && !hidden.has(kind));
  });
  const first = mostPrecise(shown, marks);
  if (first === undefined) {
    return segment.findings.length > 0 ? (
      <span data-findings={segment.findings.join(" ")}>{segment.text}</span>
    ) : (
      segment.text
    );
  }
  const look = markClass(
    shown.flatMap((index) => evidence[index] ?? []),
    selected !== undefined && shown.includes(selected),
  );
  const found = [...new Set(shown.map((index) => words[index]))].join(", ");
  return (
    <mark data-findings={segment.findings.join(" ")} className={look}>
      {/\S/.test(segment.text) ? (
        // The list of findings has the same for the keyboard; here it would be a stop at every few words.
        <a
          href={`#${findingId(first)}`}
          tabIndex={-1}
          title={found}
          aria-description={t`Found here: ${found}`}
          onClick={(event) => {
            event.preventDefault();
            marks.select(first, "finding");
          }}
          className="text-inherit no-underline"
        >
          {segment.text}
        </a>
      ) : (
        // A link around a space would be read out by its title.
        segment.text
      )}
    </mark>
  );
}

/** Of several findings on the same words, the one that rests on the fewest. */
function mostPrecise(findings: readonly number[], { places }: Marks): number | undefined {
  const length = (index: number) => {
    const place = places[index];
    return place ? place.end - place.start : 0;
  };
  return [...findings].sort((a, b) => length(a) - length(b))[0];
}
