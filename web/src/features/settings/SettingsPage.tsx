import { t } from "@lingui/core/macro";
import { lazy, Suspense, useState } from "react";
import { AimsChoice } from "@/app/AimsChoice";
import { useSession } from "@/app/useSession";
import { Page } from "@/ui/Page";
import { Account } from "./Account";
import { AiReading } from "./AiReading";
import { Appearance } from "./Appearance";
import { HelpNearby } from "./HelpNearby";
import { NewAccounts } from "./NewAccounts";
import { RecoveryCodes } from "./RecoveryCodes";
import { Section } from "./Section";
import { Sessions } from "./Sessions";
import { ThisDevice } from "./ThisDevice";

const Providers = lazy(() => import("./Providers"));
const Queue = lazy(() => import("./Queue"));

export function SettingsPage() {
  const state = useSession();
  // What reads entries is asked anew where one of the models was taken away.
  const [removals, setRemovals] = useState(0);
  if (state.status !== "signed_in") return null;
  return (
    <Page title={t`Settings`}>
      <div>
        <Account user={state.user} />
        <RecoveryCodes email={state.user.email} />
        <Section title={t`What you write for`} lead={t`It shapes the question over an empty page.`}>
          <AimsChoice />
        </Section>
        <AiReading key={removals} isOwner={state.user.is_owner} />
        {state.user.is_owner ? (
          <Suspense>
            <Providers onRemoved={() => setRemovals((count) => count + 1)} />
            <Queue />
          </Suspense>
        ) : null}
        <HelpNearby />
        <Appearance />
        <ThisDevice />
        <Sessions />
        {state.user.is_owner ? <NewAccounts /> : null}
      </div>
    </Page>
  );
}
