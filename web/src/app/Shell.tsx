import { t } from "@lingui/core/macro";
import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ToastRegion } from "@/ui/ToastRegion";
import { loadPagesAhead } from "./ahead";
import { BottomBar } from "./BottomBar";
import { Rail } from "./Rail";
import { SignedOutBanner } from "./SignedOutBanner";
import { TopBar } from "./TopBar";

/** The frame around every page of a signed-in user. */
export function Shell() {
  const router = useRouter();
  useEffect(() => loadPagesAhead(router), [router]);
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-ink px-4 py-2 text-paper focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
      >
        {t`Skip to content`}
      </a>
      <div className="flex min-h-dvh">
        <Rail />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <SignedOutBanner />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-page has-data-wide:max-w-[66rem] flex-1 px-4 pt-4 pb-24 outline-none tablet:px-8 tablet:pt-10 tablet:pb-16"
          >
            <Outlet />
          </main>
        </div>
      </div>
      <BottomBar />
      <ToastRegion />
    </>
  );
}
