import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { type ConsentOffer, grantConsent, withdrawConsent } from "@/api/consents";
import { describeError } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Switch } from "@/ui/Switch";
import { toastStore } from "@/ui/toasts";
import { useExample } from "./preview/useExample";

const PreviewDialog = lazy(() =>
  import("./preview/PreviewDialog").then((module) => ({ default: module.PreviewDialog })),
);

type Props = {
  offer: ConsentOffer;
  /** It was granted or withdrawn. */
  onChanged: () => Promise<void>;
};

/**
 * Lets one provider read entries, or no longer. Off unless the user switched it on for this very address; who has written
 * something sees first what would be sent of it.
 */
export function ConsentSwitch({ offer, onChanged }: Props) {
  const { name, address, model } = offer.provider;
  // Shown at once; what the server says holds again as soon as it has said something.
  const [wish, setWish] = useState<boolean>();

  const example = useExample();
  const [isAsking, setIsAsking] = useState(false);

  async function change(on: boolean): Promise<void> {
    setIsAsking(false);
    setWish(on);
    try {
      if (on) await grantConsent(offer);
      else if (offer.consent_id !== null) await withdraw(offer.consent_id, name);
      await onChanged();
    } catch (error) {
      toastStore.show({ kind: "problem", message: describeError(error) });
    } finally {
      setWish(undefined);
    }
  }

  return (
    <>
      <Switch
        label={t`Let ${name} read my entries`}
        hint={
          <Trans>
            Model <b className="font-medium text-ink">{model}</b> at{" "}
            <b className="font-medium text-ink [overflow-wrap:anywhere]">{address}</b>
          </Trans>
        }
        checked={wish ?? offer.consent_id !== null}
        onChange={(on) => (on && example ? setIsAsking(true) : void change(on))}
      />
      {isAsking && example ? (
        <Suspense>
          <PreviewDialog
            entryId={example}
            asked={name}
            onClose={() => setIsAsking(false)}
            actions={
              <>
                <Button onClick={() => setIsAsking(false)}>{t`Cancel`}</Button>
                <Button look="primary" onClick={() => void change(true)}>{t`Let ${name} read`}</Button>
              </>
            }
          />
        </Suspense>
      ) : null}
    </>
  );
}

async function withdraw(id: string, name: string): Promise<void> {
  await withdrawConsent(id, false);
  toastStore.show({
    kind: "note",
    message: t`Nothing more is sent to ${name}. What it found in your entries stays.`,
    fades: "slowly",
    action: { label: t`Delete that, too`, run: () => void forget(id) },
  });
}

/** Deletes what the provider of a withdrawn consent found. */
export async function forget(id: string): Promise<void> {
  try {
    await withdrawConsent(id, true);
    toastStore.show({ kind: "note", message: t`It is being deleted. Those entries are read again by rules.` });
  } catch (error) {
    toastStore.show({ kind: "problem", message: describeError(error) });
  }
}
