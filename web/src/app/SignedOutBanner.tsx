import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Banner } from "@/ui/Banner";
import { buttonClass } from "@/ui/buttonClass";
import { useSession } from "./useSession";

/** Tells that the session ended while the page was open. What was written stays in the tab and is sent afterwards. */
export function SignedOutBanner() {
  const state = useSession();
  if (state.status !== "signed_out") return null;
  return (
    <div className="px-4 pt-4 tablet:px-8">
      <Banner
        kind="warn"
        announce
        action={
          <Link to="/sign-in" search={{ to: window.location.pathname }} className={buttonClass({ look: "primary" })}>
            {t`Sign in again`}
          </Link>
        }
      >
        {t`You have been signed out. What you wrote here is kept while this tab is open.`}
      </Banner>
    </div>
  );
}
