import { t } from "@lingui/core/macro";
import { Outlet, useMatch, useRouter } from "@tanstack/react-router";
import { type ComponentType, useEffect, useRef, useSyncExternalStore } from "react";
import { ToastRegion } from "@/ui/ToastRegion";
import { loadPagesAhead } from "./ahead";
import { BottomBar } from "./BottomBar";
import { type Asks, DeviceNotices } from "./device/DeviceNotices";
import { deviceStore } from "./device/device";
import { focusHeading } from "./focus";
import { OthersPage } from "./OthersPage";
import { Rail } from "./Rail";
import { SignedOutPage } from "./SignedOutPage";
import { holdsOthers } from "./sync";
import { TopBar } from "./TopBar";
import { useSession } from "./useSession";

/** The frame around every page of a signed-in user. */
export function Shell() {
  const router = useRouter();
  const state = useSession();
  const isWriting = useMatch({ from: "/_app/_composer", shouldThrow: false }) !== undefined;
  const isWelcome = useMatch({ from: "/_app/welcome/$step", shouldThrow: false }) !== undefined;
  const asks = useHowToAsk(isWriting || isWelcome);
  const isOthers = holdsOthers();
  const { Cover } = useSyncExternalStore(deviceStore.subscribe, deviceStore.get);
  const isCovered = state.status !== "signed_in" || isOthers || Cover !== undefined;
  const isAlone = isCovered || isWelcome;
  useEffect(() => loadPagesAhead(router), [router]);
  useFocusAfter(isCovered);
  return (
    <>
      {isAlone ? null : (
        <a
          href="#content"
          className="sr-only z-50 rounded-control bg-ink px-4 py-2 text-paper focus:not-sr-only focus:fixed focus:start-4 focus:top-4"
        >
          {t`Skip to content`}
        </a>
      )}
      <Over isOthers={isOthers} Cover={Cover} />
      <div hidden={isCovered} className="flex min-h-dvh">
        {isAlone ? null : <Rail />}
        <div className="flex min-w-0 flex-1 flex-col">
          {isAlone ? null : <TopBar />}
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-page has-data-wide:max-w-[66rem] flex-1 px-4 pt-4 pb-24 outline-none tablet:px-8 tablet:pt-10 tablet:pb-16"
          >
            {isCovered ? null : <DeviceNotices asks={asks} />}
            {/* The composer only goes out of sight: there may be words in it that cannot be saved, such as too many. */}
            {isCovered && !isWriting ? null : <Outlet />}
          </main>
        </div>
      </div>
      {isAlone ? null : <BottomBar />}
      {isCovered ? null : <ToastRegion />}
    </>
  );
}

/** What has come over the journal, if anything has. */
function Over({ isOthers, Cover }: { isOthers: boolean; Cover: ComponentType | undefined }) {
  const state = useSession();
  if (isOthers) return <OthersPage />;
  // Before the user leaves by signing out there is nothing.
  if (state.status === "signed_out") return state.ended ? <SignedOutPage /> : null;
  return Cover && state.status === "signed_in" ? <Cover /> : null;
}

/** Whether this is the user's own device is asked on Today; nobody is asked anything while they write or come in. */
function useHowToAsk(isBusy: boolean): Asks {
  const isToday = useMatch({ from: "/_app/", shouldThrow: false }) !== undefined;
  // There it is asked anyway.
  const isSettings = useMatch({ from: "/_app/settings", shouldThrow: false }) !== undefined;
  if (isToday) return "aloud";
  return isBusy || isSettings ? "not" : "quietly";
}

/** Puts the focus back on what is written, or on the page's heading, once the journal is no longer covered. */
function useFocusAfter(isCovered: boolean): void {
  const was = useRef(isCovered);
  useEffect(() => {
    if (was.current && !isCovered) {
      const field = document.getElementById("writing");
      if (field) field.focus();
      else focusHeading();
    }
    was.current = isCovered;
  }, [isCovered]);
}
