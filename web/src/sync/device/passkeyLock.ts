/** The key that a passkey gives. */

/** Keeps what is derived here apart from anything else that might be derived from the same answer. */
const INFO = new TextEncoder().encode("hearken: key of a kept journal under a passkey, 1");

/** Names a passkey, and what it is asked. It answers the same to the same, and nobody can do so without it. */
export interface Passkey {
  credential: Uint8Array<ArrayBuffer>;
  /** By which ways the browser can reach it, as the browser has said. */
  transports: readonly string[];
  input: Uint8Array<ArrayBuffer>;
}

/** How a key is made of the answer. */
export interface PasskeyTerms extends Passkey {
  salt: Uint8Array<ArrayBuffer>;
}

export function passkeyTerms({ credential, transports, input }: Passkey): PasskeyTerms {
  return { credential, transports, input, salt: crypto.getRandomValues(new Uint8Array(32)) };
}

/** The passkey's answer as the secret to derive from. Nothing of `answer` is left. */
export async function secretOf(answer: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", answer, "HKDF", false, ["deriveKey"]);
  answer.fill(0);
  return secret;
}

export function wrappingKeyOfPasskey(secret: CryptoKey, { salt }: Pick<PasskeyTerms, "salt">): Promise<CryptoKey> {
  const how = { name: "HKDF", hash: "SHA-256", salt, info: INFO };
  return crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Tells the user's collection that the passkey is of no use any more. Where the browser cannot do that, it stays in there. */
export function forgetPasskey({ credential }: Pick<Passkey, "credential">): void {
  const credentialId = btoa(String.fromCharCode(...credential))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  // The types say that every browser has it.
  const browser: Partial<typeof PublicKeyCredential> | undefined = globalThis.PublicKeyCredential;
  void browser?.signalUnknownCredential?.({ rpId: location.hostname, credentialId }).catch(() => undefined);
}
