import { t } from "@lingui/core/macro";
import type { HealthEvidence } from "@/api/personHealth";
import { HelpLines } from "@/app/help/HelpLines";
import { leaveAtOnce } from "@/app/help/leaveAtOnce";
import { violenceWords } from "@/app/help/words";
import { Button } from "@/ui/Button";
import { EvidenceList } from "./EvidenceList";

type Props = {
  evidence: readonly HealthEvidence[];
  isOffline: boolean;
  onDispute: (piece: HealthEvidence, disputed: boolean) => void;
};

/** In place of a score where words tell of violence, threats or control. Somebody may look over the shoulder: what helps is
 * behind a question, and the page can be left at once. */
export function SafetyCard({ evidence, isOffline, onDispute }: Props) {
  const words = violenceWords();
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-measure">{t`No score is made here, because of some of the words in your entries.`}</p>
      <details>
        <summary className="min-h-11 cursor-pointer py-2 font-medium underline underline-offset-4">
          {t`Is it safe to read on now?`}
        </summary>
        <div className="flex flex-col gap-4 pt-2">
          <p className="max-w-measure">
            {t`Some of your words tell of violence, threats or control. You deserve to be safe, and what somebody else does is not your fault. There are people who know about this.`}
          </p>
          <HelpLines about="violence" emergency={words.emergency} />
          <p className="max-w-measure">
            {t`Others may see what this browser has visited. A phone or computer they cannot use is safer.`}
          </p>
          <section className="flex flex-col gap-2">
            <h3 className="text-sm text-ink-2">{t`The words it is about`}</h3>
            <EvidenceList evidence={evidence} isOffline={isOffline} onDispute={onDispute} />
          </section>
        </div>
      </details>
      <Button look="danger" className="self-start" onClick={() => void leaveAtOnce()}>
        {words.leave}
      </Button>
    </div>
  );
}
