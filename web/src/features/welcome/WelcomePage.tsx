import { t } from "@lingui/core/macro";
import { Navigate } from "@tanstack/react-router";
import { AimsChoice } from "@/app/AimsChoice";
import { CountryChoice, useCountry } from "@/app/help/CountryChoice";
import { LookChoices } from "@/app/LookChoices";
import { Readers } from "@/app/Readers";
import { useSession } from "@/app/useSession";
import { StepPage } from "./StepPage";
import { STEPS, type Step } from "./steps";
import { WhoMatters } from "./WhoMatters";

/** What somebody new is asked before the first entry. Each answer is kept as it is given, and can be changed in the settings. */
export function WelcomePage({ step }: { step: string }) {
  switch (step as Step) {
    case "aims":
      return <Aims />;
    case "people":
      return <WhoMatters />;
    case "readers":
      return <WhoReads />;
    case "look":
      return <Look />;
    default:
      return <Navigate to="/welcome/$step" params={{ step: STEPS[0] }} replace />;
  }
}

function Aims() {
  const session = useSession();
  const name = session.status === "signed_in" ? session.user.name : "";
  return (
    <StepPage
      step="aims"
      heading={t`Welcome, ${name}`}
      lead={t`Four short questions, so that Hearken fits you. Leave out what you like: everything can be changed later in the settings.`}
    >
      <AimsChoice />
      <CountryChoice country={useCountry()} withoutLater />
    </StepPage>
  );
}

function WhoReads() {
  const session = useSession();
  const isOwner = session.status === "signed_in" && session.user.is_owner;
  return (
    <StepPage
      step="readers"
      heading={t`Who may read along?`}
      lead={t`Nobody, unless you say so. Simple rules on this server look for what you may have felt and what it was about, and nothing leaves it. A model understands more, and is sent what it reads.`}
    >
      <Readers isOwner={isOwner} />
    </StepPage>
  );
}

function Look() {
  return (
    <StepPage
      step="look"
      heading={t`How should it look?`}
      lead={t`In this browser; other devices keep their own look.`}
    >
      <LookChoices />
    </StepPage>
  );
}
