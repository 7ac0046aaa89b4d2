import { t } from "@lingui/core/macro";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { describeError, Problem, Unreachable } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { isMissingCode } from "./ahead";
import { Plain } from "./Plain";

/** What stands where a page outside the frame failed to load or broke. */
export function CrashPage(props: ErrorComponentProps) {
  return (
    <Plain title={titleFor(props.error)}>
      <Advice {...props} />
    </Plain>
  );
}

/**
 * What stands where a page within the frame broke. The frame lives on, and with it everything that was written and is
 * not on the server yet.
 */
export function CrashedPage(props: ErrorComponentProps) {
  return (
    <Page title={titleFor(props.error)}>
      <Advice {...props} />
    </Page>
  );
}

const isExpected = (error: unknown) => error instanceof Unreachable || error instanceof Problem || isMissingCode(error);

function titleFor(error: unknown): string {
  return isExpected(error) ? t`Hearken cannot be reached` : t`This page broke`;
}

function Advice({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <>
      <p className="mb-6 text-ink-2">
        {isExpected(error)
          ? describeError(isMissingCode(error) ? new Unreachable(error) : error)
          : t`That is a fault of Hearken's. What you wrote is safe.`}
      </p>
      <Button
        look="primary"
        className="self-start"
        onClick={() => {
          reset();
          void router.invalidate();
        }}
      >
        {t`Try again`}
      </Button>
    </>
  );
}
