import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Pencil, Trash2 } from "lucide-react";
import type { HealthSummary } from "@/api/personHealth";
import { relationshipWord } from "@/lib/relationships";
import type { PersonRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { LINK } from "@/ui/link";
import { ScoreLine } from "./health/ScoreLine";

type Props = {
  person: PersonRow;
  /** Entries that are about this person, or name them. */
  entries: number;
  health: HealthSummary | undefined;
  onEdit: () => void;
  onDelete: () => void;
};

export function PersonCard({ person: { id, name, relationship, notes }, entries, health, onEdit, onDelete }: Props) {
  return (
    <article className="flex h-full flex-col gap-3 rounded-card border border-line bg-surface p-4 tablet:p-5">
      <header className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="font-serif text-xl">
            <Link to="/people/$id" params={{ id }} className="no-underline hover:underline pointer-coarse:py-3">
              {name}
            </Link>
          </h2>
          <p className="text-sm text-ink-2">{relationshipWord(relationship)}</p>
        </div>
        <div className="-me-2 -mt-1.5 flex shrink-0">
          <Button look="quiet" size="icon" aria-label={t`Edit ${name}`} onClick={onEdit}>
            <Pencil aria-hidden="true" className="size-4" />
          </Button>
          <Button look="quiet" size="icon" aria-label={t`Delete ${name}`} onClick={onDelete}>
            <Trash2 aria-hidden="true" className="size-4" />
          </Button>
        </div>
      </header>
      {notes ? <p className="line-clamp-4 font-serif text-lg whitespace-pre-line">{notes}</p> : null}
      {health ? <ScoreLine health={health} /> : null}
      <p className="mt-auto text-sm">
        {entries === 0 ? (
          <span className="text-ink-2">{t`In no entry yet`}</span>
        ) : (
          <Link to="/people/$id" params={{ id }} className={LINK}>
            {plural(entries, { one: "In # entry", other: "In # entries" })}
          </Link>
        )}
      </p>
    </article>
  );
}
