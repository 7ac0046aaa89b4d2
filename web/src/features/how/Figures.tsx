import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { FIGURES } from "./figures.gen";

type Found = { there: number; found: number; right: number };
type Share = { of: number; right: number };

const hundredth = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((100 * part) / whole));
const inHundred = ({ of, right }: Share): number => hundredth(right, of);

/** What was measured, on how many sentences. */
export function Figures() {
  const { sentences, tone, toneOfWords, falseAlarms } = FIGURES;
  return (
    <>
      <p>{t`Measured on ${sentences} made-up journal sentences by somebody who knew nothing of the rules, many of them hard on purpose. A model that you let read is not measured here. All figures are out of 100.`}</p>
      <p>{t`Whether a sentence is good, bad or neither for its writer: ${inHundred(tone)} are right. Lists of rated words alone, as many programs use them, get ${inHundred(toneOfWords)}.`}</p>
      <NamedThings />
      <DangerNoticed />
      <p>{t`Of harmless sentences, ${inHundred(falseAlarms)} are taken for words of danger.`}</p>
    </>
  );
}

function NamedThings() {
  const { emotions, themes, factors } = FIGURES;
  const rows: [string, Found][] = [
    [t`Feelings`, emotions],
    [t`Themes`, themes],
    [t`Speaking for or against a relationship`, factors],
  ];
  return (
    <Table head={["", t`Of what is named, right`, t`Of what is there, found`]}>
      {rows.map(([label, { there, found, right }]) => (
        <Row key={label} label={label} figures={[hundredth(right, found), hundredth(right, there)]} />
      ))}
    </Table>
  );
}

function DangerNoticed() {
  const { acute, distress, violence } = FIGURES;
  const rows: [string, Share][] = [
    [t`A wish to die, a plan, self-harm`, acute],
    [t`Despair, a wish to be gone`, distress],
    [t`Violence, threats, control`, violence],
  ];
  return (
    <Table head={[t`Words of danger`, t`Noticed`]}>
      {rows.map(([label, share]) => (
        <Row key={label} label={label} figures={[inHundred(share)]} />
      ))}
    </Table>
  );
}

function Table({ head: [first, ...others], children }: { head: string[]; children: ReactNode }) {
  return (
    <table className="w-full border-collapse">
      <thead className="align-bottom text-sm text-ink-2">
        <tr>
          {first === "" ? (
            <td />
          ) : (
            <th scope="col" className="py-2 text-start font-normal">
              {first}
            </th>
          )}
          {others.map((heading) => (
            <th key={heading} scope="col" className="w-24 py-2 ps-2 text-end font-normal tablet:w-36">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Row({ label, figures }: { label: string; figures: number[] }) {
  return (
    <tr className="border-t border-line align-baseline">
      <th scope="row" className="py-2 pe-2 text-start font-normal">
        {label}
      </th>
      {figures.map((figure, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <td key={column} className="py-2 text-end font-medium tabular-nums">
          {figure}
        </td>
      ))}
    </tr>
  );
}
