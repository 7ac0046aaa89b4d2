import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/TextField";
import { toastStore } from "@/ui/toasts";

/** The link of a fresh invitation. The server keeps no copy of its code. */
export function NewInvite({ code }: { code: string }) {
  const link = `${window.location.origin}/create-account?invite=${encodeURIComponent(code)}`;

  function copy(): void {
    navigator.clipboard
      .writeText(link)
      .then(() => toastStore.show({ kind: "note", message: t`The link is copied.` }))
      .catch(() =>
        toastStore.show({ kind: "problem", message: t`Copying is not allowed here. Mark the link and copy it.` }),
      );
  }

  return (
    <div role="status" className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <TextField
        label={t`Link to hand on`}
        hint={t`Shown this once. Whoever opens it can create one account.`}
        value={link}
        readOnly
        onFocus={(event) => event.target.select()}
      />
      <Button className="self-start" onClick={copy}>
        <Copy aria-hidden="true" className="size-4" />
        {t`Copy link`}
      </Button>
    </div>
  );
}
