import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { useQuestion } from "@/app/question";

/** The composer, folded: it looks like the field that it opens. */
export function WriteHere() {
  return (
    <Link
      to="/new"
      aria-label={t`Write`}
      className="group flex min-h-28 items-start gap-3 rounded-card border border-control bg-surface px-4 py-4 no-underline transition-colors hover:border-accent tablet:px-6 tablet:py-5"
    >
      <span className="flex-1 font-serif text-lg text-ink-2">{useQuestion()}</span>
      <PenLine aria-hidden="true" className="mt-1 size-5 shrink-0 text-accent" />
    </Link>
  );
}
