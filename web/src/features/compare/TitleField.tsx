import { t } from "@lingui/core/macro";
import type { Names } from "./differences";
import { Question } from "./Question";
import { Version } from "./Version";

type Props = {
  titles: readonly [one: string, other: string];
  names: Names;
  value: string | undefined;
  onChange: (title: string) => void;
};

/** Which of two titles is kept. */
export function TitleField({ titles, names, value, onChange }: Props) {
  return (
    <Question heading={t`Title`}>
      {(group) => (
        <div className="grid gap-3 tablet:grid-cols-2">
          {titles.map((title, index) => (
            <Version
              // biome-ignore lint/suspicious/noArrayIndexKey: there are two, always in this order
              key={index}
              group={group}
              name={names[index] ?? ""}
              checked={value === title}
              onChoose={() => onChange(title)}
            >
              <p className="font-serif text-lg [overflow-wrap:anywhere]">{title || t`No title`}</p>
            </Version>
          ))}
        </div>
      )}
    </Question>
  );
}
