import { t } from "@lingui/core/macro";
import { useState } from "react";
import { makeRecoveryCodes } from "@/api/recovery";
import { FormError } from "@/app/FormError";
import { Plain } from "@/app/Plain";
import { RecoveryCodeList } from "@/app/RecoveryCodeList";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/Button";
import type { NewAccount } from "./CreateAccountForm";

type Props = NewAccount & { onDone: () => void };

/** After an account was made: codes for the day its password is forgotten. The password that was just chosen is at hand. */
export default function WayBackIn({ email, password, onDone }: Props) {
  const [codes, setCodes] = useState<string[]>();
  const { pending, error, onSubmit } = useSubmit(async () => setCodes(await makeRecoveryCodes(password)));
  if (codes) {
    return (
      <Plain key="codes" follows title={t`Your recovery codes`} lead={shownOnce()}>
        <div className="flex flex-col gap-6">
          <RecoveryCodeList codes={codes} email={email} />
          <Button look="primary" className="self-start" onClick={onDone}>
            {t`I have kept them`}
          </Button>
        </div>
      </Plain>
    );
  }
  return (
    <Plain key="offer" follows title={t`A way back in`} lead={offer()}>
      <form onSubmit={onSubmit} className="flex flex-col gap-5">
        <FormError error={error} fields={[]} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" pending={pending}>
            {t`Show my recovery codes`}
          </Button>
          <Button look="quiet" onClick={onDone}>
            {t`Later`}
          </Button>
        </div>
      </form>
    </Plain>
  );
}

function offer(): string {
  return t`Hearken sends no e-mail, so nobody can reset a forgotten password for you. Ten recovery codes can: each sets a new password, once. You can also make them later, in the settings.`;
}

function shownOnce(): string {
  return t`This is the only time they are shown. Keep them where you would look when you have forgotten your password, and not beside it.`;
}
