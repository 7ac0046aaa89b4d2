import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { describeError } from "@/api/problem";
import type { User } from "@/api/session";
import { signOut } from "@/app/sync";
import { useConnection } from "@/sync/react";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { toastStore } from "@/ui/toasts";
import { Section } from "./Section";

/** Who is signed in, and the way out. */
export function Account({ user }: { user: User }) {
  const { pending } = useConnection();
  const [asking, setAsking] = useState(false);

  function leave(): void {
    setAsking(false);
    signOut().catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }));
  }

  return (
    <Section title={t`Account`}>
      <dl className="grid gap-x-6 gap-y-1 tablet:grid-cols-[6rem_1fr]">
        <dt className="text-ink-2">{t`Name`}</dt>
        <dd>{user.name}</dd>
        <dt className="mt-2 text-ink-2 tablet:mt-0">{t`E-mail`}</dt>
        <dd>{user.email}</dd>
      </dl>
      {user.is_owner ? <p className="text-ink-2">{t`You own this server.`}</p> : null}
      <Button className="self-start" onClick={() => (pending > 0 ? setAsking(true) : leave())}>
        {t`Sign out`}
      </Button>
      <ConfirmDialog
        title={t`Sign out now?`}
        confirm={t`Sign out`}
        open={asking}
        onConfirm={leave}
        onClose={() => setAsking(false)}
      >
        <p>
          {plural(pending, {
            one: "# change has not reached the server yet and would be lost.",
            other: "# changes have not reached the server yet and would be lost.",
          })}
        </p>
      </ConfirmDialog>
    </Section>
  );
}
