import { t } from "@lingui/core/macro";
import { Download, Printer } from "lucide-react";
import { formatDate } from "@/lib/dates";
import { saveFile } from "@/lib/saveFile";
import { Button } from "@/ui/Button";
import { CopyButton } from "@/ui/CopyButton";

type Props = { codes: readonly string[]; email: string };

/** Fresh recovery codes, and ways to keep them. On paper nothing else is printed. */
export function RecoveryCodeList({ codes, email }: Props) {
  const about = [t`Hearken recovery codes`, whose(email), t`Each sets a new password, once.`] as const;
  const text = () => `${about.join("\n")}\n\n${codes.join("\n")}\n`;
  return (
    <div className="flex flex-col gap-4">
      <div data-print className="rounded-card border border-line bg-surface p-4">
        <div className="mb-4 hidden print:block">
          {about.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <ol aria-label={about[0]} className="list-decimal ps-8 font-mono text-sm leading-7">
          {codes.map((code) => (
            <li key={code} className="[overflow-wrap:anywhere]">
              {code}
            </li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={text} />
        <Button size="small" onClick={() => window.print()}>
          <Printer aria-hidden="true" className="size-4" />
          {t`Print`}
        </Button>
        <Button size="small" onClick={() => saveFile(new Blob([text()], { type: "text/plain" }), FILE)}>
          <Download aria-hidden="true" className="size-4" />
          {t`Save as a file`}
        </Button>
      </div>
    </div>
  );
}

const FILE = "hearken-recovery-codes.txt";

function whose(email: string): string {
  const [where, made] = [window.location.origin, formatDate(new Date())];
  return t`For ${email} at ${where}, made ${made}`;
}
