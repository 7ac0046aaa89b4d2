import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { wordRuns } from "@/lib/diff/words";
import { MarkedText, unmarked } from "@/ui/MarkedText";
import type { Choice, Difference, Names } from "./differences";
import { Question, RadioRow } from "./Question";
import { Version } from "./Version";

type Props = {
  difference: Difference;
  heading: string;
  names: Names;
  value: Choice | undefined;
  onChange: (choice: Choice) => void;
};

/** What each version has in one place, and which of it is kept. */
export function DifferenceField({ difference, heading, names, value, onChange }: Props) {
  const { one, other } = difference;
  const [ones, others] = useMemo(() => marked(difference), [difference]);
  const isInBoth = one.length > 0 && other.length > 0;
  return (
    <Question heading={heading}>
      {(group) => (
        <>
          <div className="grid gap-3 tablet:grid-cols-2">
            <Version group={group} name={names[0]} checked={value === "one"} onChoose={() => onChange("one")}>
              <Words paragraphs={ones} name={names[0]} line="solid" />
            </Version>
            <Version group={group} name={names[1]} checked={value === "other"} onChoose={() => onChange("other")}>
              <Words paragraphs={others} name={names[1]} line="dashed" />
            </Version>
          </div>
          {isInBoth ? (
            <RadioRow group={group} checked={value === "both"} onChoose={() => onChange("both")}>
              {t`Both, one after the other`}
            </RadioRow>
          ) : null}
        </>
      )}
    </Question>
  );
}

/** Words are marked where one paragraph is another form of the other; elsewhere all of them differ. */
function marked({ one, other }: Difference) {
  const [first, second] = [one[0], other[0]];
  const isOneEach = one.length === 1 && other.length === 1 && first !== undefined && second !== undefined;
  if (!isOneEach) return [unmarked(one), unmarked(other)] as const;
  const [ones, others] = wordRuns(first, second);
  return [[ones], [others]] as const;
}

function Words(props: { paragraphs: ReturnType<typeof unmarked>; name: string; line: "solid" | "dashed" }) {
  const { paragraphs, name, line } = props;
  if (paragraphs.length === 0)
    return <p className="text-ink-2">{t`Not in this version. Choose it to leave this out.`}</p>;
  // "From Firefox on Linux, 20 November" goes on after "only in the version".
  return <MarkedText paragraphs={paragraphs} note={t`only in the version ${inSentence(name)}`} line={line} />;
}

const inSentence = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
