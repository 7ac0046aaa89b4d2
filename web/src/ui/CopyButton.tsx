import { t } from "@lingui/core/macro";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./Button";
import type { ButtonLook } from "./buttonClass";

type Props = {
  /** The words to copy, when they are asked for. */
  text: () => string;
  look?: ButtonLook["look"];
  /** The id of the words. */
  describedBy?: string;
};

/** Copies words, and says whether that went well until it is left. */
export function CopyButton({ text, look, describedBy }: Props) {
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  async function copy(): Promise<void> {
    try {
      // Without a secure connection there is no clipboard at all.
      await navigator.clipboard.writeText(text());
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  }
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <>
      <Button
        size="small"
        look={look}
        aria-describedby={describedBy}
        onClick={() => void copy()}
        onBlur={() => setOutcome(undefined)}
      >
        <Icon aria-hidden="true" className="size-4" />
        {outcome === "copied" ? t`Copied` : t`Copy text`}
      </Button>
      <span role="status" className={outcome === "refused" ? "text-sm text-danger" : "sr-only"}>
        {outcome === "copied" ? t`Copied` : null}
        {outcome === "refused"
          ? t`This browser does not let Hearken copy. Select the words and copy them by hand.`
          : null}
      </span>
    </>
  );
}
