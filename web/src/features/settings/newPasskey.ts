import { t } from "@lingui/core/macro";
import { ask, createPasskey, PasskeyFailed } from "@/app/device/passkey";
import { told } from "@/app/device/passkeyWords";
import type { Opener } from "@/sync/device/lock";
import { forgetPasskey, type Passkey } from "@/sync/device/passkeyLock";

/** A passkey that is made when it is needed, and only once however often the user has to try. */
export class NewPasskey {
  private made: { passkey: Passkey; secret: CryptoKey | undefined } | undefined;
  private readonly dropping = new AbortController();

  /** `name`: what it is called in the user's collection. */
  constructor(private readonly name: string) {}

  /** Throws what to tell the user. */
  async opener(): Promise<Opener> {
    this.made ??= await createPasskey(this.name, this.dropping.signal).catch((error: unknown) => {
      throw told(error, notMadeSentence());
    });
    const { passkey } = this.made;
    this.made.secret ??= await ask(passkey, this.dropping.signal).catch((error: unknown) => {
      if (error instanceof PasskeyFailed && error.reason === "no_secret") this.forget();
      throw told(error, onceMoreSentence());
    });
    return { passkey, secret: this.made.secret };
  }

  /** It is not wanted any more. */
  drop(): void {
    this.dropping.abort();
    this.forget();
  }

  private forget(): void {
    if (this.made) forgetPasskey(this.made.passkey);
    this.made = undefined;
  }
}

function notMadeSentence(): string {
  return t`Nothing has changed: the passkey was not confirmed in time. Try again, or take a PIN.`;
}

function onceMoreSentence(): string {
  return t`The passkey is made, but has to be confirmed once more before it can lock anything. Press the button again.`;
}
