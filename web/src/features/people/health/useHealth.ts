import { t } from "@lingui/core/macro";
import { useState } from "react";
import {
  disputeEvidence,
  fetchPersonHealth,
  type HealthEvidence,
  type PersonHealth,
  withdrawDispute,
} from "@/api/personHealth";
import { describeError } from "@/api/problem";
import { useRecovery } from "@/app/served";
import { type Loaded, Resource, useResource } from "@/lib/resource";
import { useConnection, useCookie } from "@/sync/react";
import { toastStore } from "@/ui/toasts";

/** What the server makes of a relationship, and what its user can do about it. */
export interface Health extends Loaded<PersonHealth> {
  readonly isOffline: boolean;
  reload(): void;
  /** Takes a piece of evidence away, or lets it count again. */
  setDisputed(piece: HealthEvidence, disputed: boolean): void;
}

/** Asked anew whenever something has changed, so that a reading shows as it arrives, and when the connection is back. */
export function useHealth(person: string): Health {
  const [resource] = useState(() => new Resource(() => fetchPersonHealth(person)));
  const { state } = useConnection();
  const isConnected = state === "up_to_date" || state === "sending";
  const loaded = useResource(resource, `${useCookie()} ${isConnected}`);
  useRecovery(resource, loaded);

  const change = (work: Promise<unknown>) =>
    work
      .then(() => resource.reload())
      .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }));

  function setDisputed(piece: HealthEvidence, disputed: boolean): void {
    if (!disputed) {
      if (piece.dispute !== null) void change(withdrawDispute(person, piece.entry_id, piece.dispute));
      return;
    }
    const taken = disputeEvidence(person, piece).then((dispute) =>
      toastStore.show({
        kind: "note",
        message: t`These words count no more, also when the entry is read again.`,
        fades: "slowly",
        action: { label: t`Undo`, run: () => void change(withdrawDispute(person, piece.entry_id, dispute)) },
      }),
    );
    void change(taken);
  }

  return { ...loaded, isOffline: state === "offline", reload: () => void resource.reload(), setDisputed };
}
