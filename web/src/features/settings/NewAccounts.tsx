import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { fetchHealth, type RegistrationMode } from "@/api/health";
import { createInvite, fetchInvites, type Invite } from "@/api/invites";
import { describeError } from "@/api/problem";
import { useServed } from "@/app/served";
import { formatShort } from "@/lib/dates";
import { Resource } from "@/lib/resource";
import { Button } from "@/ui/Button";
import { toastStore } from "@/ui/toasts";
import { NewInvite } from "./NewInvite";
import { Section } from "./Section";
import { SectionOutage } from "./SectionOutage";

const health = new Resource(fetchHealth);
const invites = new Resource(fetchInvites);

/** For the owner: who else may come in, how to change that, and where it is by invitation, the invitations. */
export function NewAccounts() {
  const loaded = useServed(health);
  const { data, error } = loaded;
  if (!data && error === undefined) return null;
  return (
    <Section title={t`New accounts`} lead={data && modeSentence(data.registration)}>
      <SectionOutage of={health} loaded={loaded} />
      <p className="max-w-measure text-ink-2">
        <Trans>
          To change it, set <code>HEARKEN_REGISTRATION</code> to <code>open</code>, <code>invite</code> or{" "}
          <code>closed</code> where you start the server.
        </Trans>
      </p>
      {data?.registration === "invite" ? <Invites /> : null}
    </Section>
  );
}

function modeSentence(mode: RegistrationMode): string {
  switch (mode) {
    case "open":
      return t`Open: whoever reaches this server can create an account. Accounts do not see each other.`;
    case "invite":
      return t`By invitation: each makes one account on this server. Accounts do not see each other.`;
    default:
      return t`Closed: nobody else can create an account.`;
  }
}

function Invites() {
  const loaded = useServed(invites);
  const { data } = loaded;
  const [code, setCode] = useState<string>();

  function invite(): void {
    createInvite()
      .then((made) => {
        setCode(made);
        return invites.reload();
      })
      .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }));
  }

  return (
    <>
      <Button className="self-start" onClick={invite}>
        {t`Invite someone`}
      </Button>
      {code === undefined ? null : <NewInvite code={code} />}
      <SectionOutage of={invites} loaded={loaded} />
      {data && data.length > 0 ? (
        <ul className="flex flex-col rounded-card border border-line bg-surface">
          {data.map((invite) => (
            <li
              key={invite.created_at}
              className="flex flex-wrap justify-between gap-x-4 border-t border-line px-4 py-3 first:border-t-0"
            >
              <span>{t`Made ${formatShort(invite.created_at)}`}</span>
              <span className="text-ink-2">{state(invite)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function state({ used_at, expires_at }: Invite): string {
  if (used_at !== null) return t`Used ${formatShort(used_at)}`;
  return new Date(expires_at) < new Date() ? t`Expired` : t`Good until ${formatShort(expires_at)}`;
}
