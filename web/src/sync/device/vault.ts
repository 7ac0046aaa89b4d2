/** Seals what is stored, so that it is of no use without the key. */

import type { Sealed } from "./database";

const ALGORITHM = { name: "AES-GCM", length: 256 } as const;
const NONCE_BYTES = 12;
/** Lengths are rounded up to this many characters: they tell less of what is inside. */
const STEP = 256;

export class Vault {
  /** `place`: what the records belong to. One that is put elsewhere does not open. */
  constructor(
    private readonly key: CryptoKey,
    private readonly place: string,
  ) {}

  async seal(name: string, value: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const text = JSON.stringify(value);
    const padded = text.padEnd(Math.ceil(text.length / STEP) * STEP);
    const data = await crypto.subtle.encrypt(this.with(iv, name), this.key, new TextEncoder().encode(padded));
    return { iv, data };
  }

  /** Throws when the record was sealed under another key, name or place, or was changed since. */
  async open(name: string, { iv, data }: Sealed): Promise<unknown> {
    const text = await crypto.subtle.decrypt(this.with(iv, name), this.key, data);
    return JSON.parse(new TextDecoder().decode(text));
  }

  private with(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
    return { name: ALGORITHM.name, iv, additionalData: new TextEncoder().encode(`${this.place}/${name}`) };
  }
}

/** A key that no script can read out. */
export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(ALGORITHM, false, ["encrypt", "decrypt"]);
}
