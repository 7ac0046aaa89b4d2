import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { InsightCitation } from "@/api/insights";
import { formatShort } from "@/lib/dates";
import { LINK } from "@/ui/link";

/** The sentences behind a claim; each opens its entry where it stands. */
export function Quotes({ citations }: { citations: readonly InsightCitation[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {citations.map((citation) => (
        <li key={citation.entry_id} className="border-s-2 border-line ps-3">
          <QuoteLink citation={citation} />
        </li>
      ))}
    </ul>
  );
}

/** Words of an entry, and the way there. */
export function QuoteLink({ citation: { entry_id: id, quote, written_at } }: { citation: InsightCitation }) {
  const day = formatShort(written_at);
  if (quote === null) {
    return (
      <p className="text-sm text-ink-2">
        <Link to="/e/$id" params={{ id }} className={LINK}>
          {t`Entry of ${day}`}
        </Link>
        {" · "}
        {t`kept from AI, so it is not quoted`}
      </p>
    );
  }
  // In the entry the words are looked for as they stand.
  const find = `"${quote.replaceAll('"', " ").trim()}"`;
  return (
    <>
      <p className="font-serif text-lg break-words">“{quote}”</p>
      <Link to="/e/$id" params={{ id }} search={{ find }} className={`${LINK} text-sm text-ink-2`}>
        {t`Entry of ${day}`}
      </Link>
    </>
  );
}
