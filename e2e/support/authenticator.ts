/** A simulated device or security key that keeps passkeys. */

import type { CDPSession, Page } from "@playwright/test";

/** When it gives the secret that a lock needs: as soon as a passkey is made, only when that is asked later, or never. */
type Secret = "at once" | "when asked" | "never";

export class Authenticator {
  readonly #browser: CDPSession;
  readonly #id: string;

  private constructor(browser: CDPSession, id: string) {
    this.#browser = browser;
    this.#id = id;
  }

  /** One whose owner confirms at once whatever it asks. */
  static async plugIn(page: Page, secret: Secret = "at once"): Promise<Authenticator> {
    const browser = await page.context().newCDPSession(page);
    await browser.send("WebAuthn.enable");
    const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        hasPrf: secret === "at once",
        hasHmacSecret: secret === "when asked",
      },
    });
    return new Authenticator(browser, authenticatorId);
  }

  /** Its owner is not the one who is asked: it refuses, and goes on refusing once it has done so. */
  async refuse(): Promise<void> {
    await this.#browser.send("WebAuthn.setUserVerified", { authenticatorId: this.#id, isUserVerified: false });
  }

  /** Whether somebody is there to answer at once; without, it waits. */
  async isAttended(enabled: boolean): Promise<void> {
    await this.#browser.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: this.#id, enabled });
  }

  /** Takes it away with everything it holds. */
  async remove(): Promise<void> {
    await this.#browser.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: this.#id });
  }

  /** How many passkeys it holds. */
  async count(): Promise<number> {
    const held = await this.#browser.send("WebAuthn.getCredentials", { authenticatorId: this.#id });
    return held.credentials.length;
  }
}
