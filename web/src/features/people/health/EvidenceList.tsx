import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { HealthEvidence } from "@/api/personHealth";
import { cx } from "@/lib/cx";
import { formatShort } from "@/lib/dates";
import { Button } from "@/ui/Button";
import { LINK } from "@/ui/link";

type Props = {
  evidence: readonly HealthEvidence[];
  /** Without a connection nothing can be taken away. */
  isOffline: boolean;
  onDispute: (piece: HealthEvidence, disputed: boolean) => void;
};

/** The words behind a claim, each with its entry, and a way to say that they are not right. */
export function EvidenceList({ evidence, isOffline, onDispute }: Props) {
  return (
    <ul className="flex flex-col gap-2">
      {evidence.map((piece) => (
        <li key={`${piece.entry_id} ${piece.about} ${piece.start}`}>
          <Piece piece={piece} isOffline={isOffline} onDispute={onDispute} />
        </li>
      ))}
    </ul>
  );
}

function Piece({ piece, isOffline, onDispute }: { piece: HealthEvidence } & Omit<Props, "evidence">) {
  const { entry_id: id, quote, polarity, written_at, dispute } = piece;
  const isDisputed = dispute !== null;
  // In the entry the words are looked for as they stand.
  const find = `"${quote.replaceAll('"', " ").trim()}"`;
  const day = formatShort(written_at);
  const way = polarity > 0 ? t`going well` : t`being hard`;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-s-2 border-line px-3 py-1">
      <div className="min-w-0 flex-1 basis-60">
        <p className={cx("font-serif text-lg break-words", isDisputed ? "text-ink-2 line-through" : "")}>“{quote}”</p>
        <p className="text-sm text-ink-2">
          <Link to="/e/$id" params={{ id }} search={{ find }} className={LINK}>
            {t`Entry of ${day}`}
          </Link>
          {" · "}
          {isDisputed ? t`counts no more` : way}
        </p>
      </div>
      <Button
        size="small"
        look="quiet"
        aria-disabled={isOffline}
        aria-label={isDisputed ? t`Count “${quote}” again` : t`“${quote}” is not right`}
        onClick={() => isOffline || onDispute(piece, !isDisputed)}
      >
        {isDisputed ? t`Count it again` : t`Not right`}
      </Button>
    </div>
  );
}
