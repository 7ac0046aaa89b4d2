import { t } from "@lingui/core/macro";
import { Problem } from "@/api/problem";
import { type Failure, type Obstacle, PasskeyFailed } from "./passkey";

/** Why no passkey can be a lock here, and what would help. */
export function obstacleSentence(obstacle: Obstacle): string {
  switch (obstacle) {
    case "insecure":
      return t`Passkeys need a secure connection (https), and this page has none.`;
    case "unsupported":
      return t`This browser knows no passkeys. A newer one does.`;
    case "address":
      return addressSentence(location);
    case "no_secret":
      return t`Passkeys can sign in with this browser, but cannot lock anything. A newer one can.`;
  }
}

/** A number is no name. That of this very computer has one that works everywhere. */
export function addressSentence({
  hostname,
  port,
  protocol,
}: Pick<Location, "hostname" | "port" | "protocol">): string {
  const isThisComputer = /^127\.|^\[::1\]$/.test(hostname);
  if (!isThisComputer)
    return t`Passkeys belong to a name, and browsers allow none at ${hostname}. Open Hearken under its name instead of a number.`;
  const address = `${protocol}//localhost${port && `:${port}`}`;
  return t`Passkeys belong to a name, and browsers allow none at ${hostname}. They do at ${address}: open Hearken there instead.`;
}

/** `error` in words that can be shown; `unconfirmed` says what to do when nobody has confirmed it. */
export function told(error: unknown, unconfirmed: string): unknown {
  if (!(error instanceof PasskeyFailed)) return error;
  return new Problem(failureSentence(error.reason, unconfirmed), { status: 403, code: "passkey" });
}

function failureSentence(reason: Failure, unconfirmed: string): string {
  switch (reason) {
    case "unconfirmed":
      return unconfirmed;
    case "no_secret":
      return t`This passkey can sign in, but cannot lock anything. Choose another place for it when the browser asks, or take a PIN.`;
    case "failed":
      return t`The passkey did not work, and the browser does not say why. Try again, or with another one.`;
    default:
      return obstacleSentence(reason);
  }
}
