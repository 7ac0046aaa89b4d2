import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";

/** What stands at an address that leads nowhere; within the frame, so that every place is a press away. */
export function NotFoundPage() {
  return (
    <Page title={t`There is no such page`}>
      <EmptyState
        action={
          <Link to="/" className={buttonClass()}>
            {t`Go to Today`}
          </Link>
        }
      >
        {t`The address may be old, or what was here has been deleted.`}
      </EmptyState>
    </Page>
  );
}
