import { t } from "@lingui/core/macro";
import { toneSentence } from "@/ui/tone";

/** The tone of the writing: a sentence, and where that is on a line from heavy to light. */
export function Tone({ score }: { score: number | null }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm text-ink-2">{t`Tone`}</h2>
      <p className="font-serif text-xl text-balance">{toneSentence(score)}</p>
      {score === null ? null : <Scale score={score} />}
    </section>
  );
}

/** The words beside it say the same. Heavy and light have the colours that they have in the text. */
function Scale({ score }: { score: number }) {
  const x = `${50 + 48 * Math.max(-1, Math.min(1, score))}%`;
  const [stroke, fill] = score < 0 ? ["stroke-series-2", "fill-series-2"] : ["stroke-series-1", "fill-series-1"];
  return (
    <div aria-hidden="true" className="text-ink-2">
      <svg aria-hidden="true" className="h-5 w-full overflow-visible">
        <line x1="0" x2="100%" y1="10" y2="10" className="stroke-control" strokeWidth="1.5" />
        {["0", "50%", "100%"].map((tick) => (
          <line key={tick} x1={tick} x2={tick} y1="5" y2="15" className="stroke-control" strokeWidth="1.5" />
        ))}
        <line x1="50%" x2={x} y1="10" y2="10" className={stroke} strokeWidth="5" />
        <circle cx={x} cy="10" r="6" className={fill} />
      </svg>
      <p className="flex justify-between text-sm">
        <span>{t`heavy`}</span>
        <span>{t`light`}</span>
      </p>
    </div>
  );
}
