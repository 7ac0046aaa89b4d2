import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useState } from "react";
import { exportDisclosures } from "@/api/disclosures";
import { describeError } from "@/api/problem";
import { saveFile } from "@/lib/saveFile";
import { Button } from "@/ui/Button";
import { toastStore } from "@/ui/toasts";

/** The whole ledger as a file. */
export function Export() {
  const [pending, setPending] = useState(false);

  async function press(): Promise<void> {
    setPending(true);
    try {
      saveFile(await exportDisclosures(), "hearken-ledger.jsonl");
    } catch (error) {
      toastStore.show({ kind: "problem", message: describeError(error) });
    } finally {
      setPending(false);
    }
  }

  return (
    <Button onClick={() => void press()} pending={pending}>
      <Download aria-hidden="true" className="size-4" />
      {t`Export`}
    </Button>
  );
}
