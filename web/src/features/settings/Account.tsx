import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { describeError } from "@/api/problem";
import type { User } from "@/api/session";
import { signOut } from "@/app/sync";
import { useOutbox } from "@/sync/react";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { toastStore } from "@/ui/toasts";
import { ChangeName } from "./ChangeName";
import { ChangePassword } from "./ChangePassword";
import { Section } from "./Section";

/** Who is signed in, and the way out. */
export function Account({ user }: { user: User }) {
  const { waiting, not_accepted } = useOutbox();
  // What was not accepted is nowhere else, either.
  const unsent = waiting.length + not_accepted.length;
  const [asking, setAsking] = useState(false);
  const [changing, setChanging] = useState<"name" | "password">();

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
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setChanging("name")}>{t`Change name`}</Button>
        <Button onClick={() => setChanging("password")}>{t`Change password`}</Button>
        <Button onClick={() => (unsent > 0 ? setAsking(true) : leave())}>{t`Sign out`}</Button>
      </div>
      {changing === "name" ? <ChangeName name={user.name} onClose={() => setChanging(undefined)} /> : null}
      {changing === "password" ? <ChangePassword email={user.email} onClose={() => setChanging(undefined)} /> : null}
      <ConfirmDialog
        title={t`Sign out now?`}
        confirm={t`Sign out`}
        open={asking}
        onConfirm={leave}
        onClose={() => setAsking(false)}
      >
        <p>
          {plural(unsent, {
            one: "# change is not on the server and would be lost.",
            other: "# changes are not on the server and would be lost.",
          })}
        </p>
      </ConfirmDialog>
    </Section>
  );
}
