import { t } from "@lingui/core/macro";
import { useState } from "react";
import { fetchHealth } from "@/api/health";
import { createInvite, fetchInvites, type Invite } from "@/api/invites";
import { describeError } from "@/api/problem";
import { formatShort } from "@/lib/dates";
import { Resource, useFreshResource, useResource } from "@/lib/resource";
import { Button } from "@/ui/Button";
import { toastStore } from "@/ui/toasts";
import { NewInvite } from "./NewInvite";
import { Section } from "./Section";

const health = new Resource(fetchHealth);
const invites = new Resource(fetchInvites);

/** For the owner of a server that takes accounts by invitation: make a link, see which were used. */
export function Invitations() {
  const { data } = useResource(health);
  return data?.registration === "invite" ? <Invites /> : null;
}

function Invites() {
  const { data } = useFreshResource(invites);
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
    <Section title={t`Invitations`} lead={t`Each makes one account on this server. Accounts do not see each other.`}>
      <Button className="self-start" onClick={invite}>
        {t`Invite someone`}
      </Button>
      {code === undefined ? null : <NewInvite code={code} />}
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
    </Section>
  );
}

function state({ used_at, expires_at }: Invite): string {
  if (used_at !== null) return t`Used ${formatShort(used_at)}`;
  return new Date(expires_at) < new Date() ? t`Expired` : t`Good until ${formatShort(expires_at)}`;
}
