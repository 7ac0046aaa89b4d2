import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Readers } from "@/app/Readers";
import { buttonClass } from "@/ui/buttonClass";
import { Section } from "./Section";

/** Whether a model may read the entries, which one, and what it would be sent. */
export function AiReading({ isOwner }: { isOwner: boolean }) {
  return (
    <Section
      title={t`Who reads your entries`}
      lead={t`When you finish an entry it is read once, for what you may have felt and what it was about. Simple rules on this server do that, and nothing leaves it. A model understands more.`}
    >
      <Readers isOwner={isOwner} />
      <div className="flex flex-wrap gap-2">
        <Link to="/settings/privacy" className={buttonClass()}>
          {t`What leaves this server`}
        </Link>
        <Link to="/how-it-works" className={buttonClass()}>
          {t`How this works`}
        </Link>
        <Link to="/settings/waiting" className={buttonClass()}>
          {t`Waiting for a second reading`}
        </Link>
      </div>
    </Section>
  );
}
