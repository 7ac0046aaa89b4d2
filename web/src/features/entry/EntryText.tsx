import { t } from "@lingui/core/macro";
import { FoundText } from "./FoundText";
import { markClass } from "./markClass";
import type { Segment } from "./marks";
import type { FoundPlaces } from "./useFoundPlaces";
import type { Marks } from "./useMarks";

/** The entry's words, with the places marked that findings rest on. A press on a mark leads to its passage. */
export function EntryText({ marks, found }: { marks: Marks; found?: FoundPlaces | undefined }) {
  function choose(target: EventTarget): void {
    // Who marks words to copy them presses, too.
    if (!(target instanceof Element) || window.getSelection()?.isCollapsed === false) return;
    const first = target.closest("mark")?.getAttribute("data-findings")?.split(" ").map(Number).find(marks.isMarked);
    const passage = marks.passages.find(({ evidence }) => first !== undefined && evidence.includes(first));
    if (passage) marks.choose(passage.evidence, "passage");
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list of passages has the same as buttons
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above; here every few words would be a stop for the keyboard
    <div
      ref={marks.textRef}
      onClick={(event) => choose(event.target)}
      className="max-w-measure font-serif text-lg whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {marks.segments.map((segment) => (
        <Run key={segment.start} segment={segment} marks={marks} found={found} />
      ))}
    </div>
  );
}

function Run({ segment, marks, found }: { segment: Segment; marks: Marks; found: FoundPlaces | undefined }) {
  const { evidence, words } = marks;
  const text = found ? <FoundText segment={segment} found={found} /> : segment.text;
  if (segment.findings.length === 0) return text;
  const findings = segment.findings.join(" ");
  const shown = segment.findings.filter(marks.isMarked);
  if (shown.length === 0) return <span data-findings={findings}>{text}</span>;
  const look = markClass(
    shown.flatMap((index) => evidence[index] ?? []),
    shown.some(marks.isChosen),
  );
  const rests = [...new Set(shown.map((index) => words[index]))].join(", ");
  // A space by itself would be read out by its description.
  const description = /\S/.test(segment.text) ? { title: rests, "aria-description": t`Found here: ${rests}` } : {};
  return (
    <mark data-findings={findings} className={`cursor-pointer ${look}`} {...description}>
      {text}
    </mark>
  );
}
