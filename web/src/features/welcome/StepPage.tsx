import { t } from "@lingui/core/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Wordmark } from "@/app/Wordmark";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { Page } from "@/ui/Page";
import { STEPS, type Step } from "./steps";

type Props = {
  step: Step;
  heading: string;
  lead: string;
  /** Keeps what was typed and not yet kept; `false` if that was refused, and then the step stays. */
  onNext?: () => boolean;
  children: ReactNode;
};

/** One step: where one is, a question, its controls, and the ways on, back and out. */
export function StepPage({ step, heading, lead, onNext, children }: Props) {
  const navigate = useNavigate();
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  const [number, count] = [at + 1, STEPS.length];

  function next(): void {
    if (onNext?.() === false) return;
    // Going back from the composer leads to what was before the welcome.
    if (after) void navigate({ to: "/welcome/$step", params: { step: after }, replace: true });
    else void navigate({ to: "/new", replace: true });
  }

  return (
    <div className="mx-auto flex min-h-[80dvh] max-w-measure flex-col tablet:pt-6">
      <div className="mb-10 flex items-center justify-between gap-4">
        <Wordmark />
        <p className="text-sm text-ink-2">{t`Step ${number} of ${count}`}</p>
      </div>
      <Page title={t`Welcome`} heading={heading} lead={lead}>
        <div className="flex flex-col gap-6">{children}</div>
      </Page>
      <div className="mt-10 flex flex-wrap items-center gap-x-2 gap-y-3">
        <Button look="primary" onClick={next}>
          {after ? t`Go on` : t`Start writing`}
        </Button>
        {before ? (
          <Link to="/welcome/$step" params={{ step: before }} replace className={buttonClass({ look: "quiet" })}>
            {t`Back`}
          </Link>
        ) : null}
        {after ? (
          <Link to="/new" replace className={buttonClass({ look: "quiet" }, "ms-auto")}>
            {t`Skip all this`}
          </Link>
        ) : null}
      </div>
    </div>
  );
}
