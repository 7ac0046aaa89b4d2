/** Passkeys that lock what this browser keeps: making one, and having it answer. No server takes part. */

import { forgetPasskey, type Passkey, secretOf } from "@/sync/device/passkeyLock";

/** Why no passkey can be a lock here. */
export type Obstacle = "insecure" | "unsupported" | "address" | "no_secret";

/** Why a passkey did not answer. `unconfirmed`: nobody confirmed it, or it was nowhere to be found; browsers do not tell which. */
export type Failure = Obstacle | "unconfirmed" | "failed";

export class PasskeyFailed extends Error {
  override name = "PasskeyFailed";

  constructor(readonly reason: Failure) {
    super(reason);
  }
}

/** ES256, EdDSA and RS256: between them every passkey knows one. Nothing of what it signs is used. */
const ALGORITHMS = [-7, -8, -257];

/** Nothing if a passkey can be a lock here, as far as the browser knows beforehand. */
export async function obstacle(): Promise<Obstacle | undefined> {
  if (!window.isSecureContext) return "insecure";
  if (!("PublicKeyCredential" in window)) return "unsupported";
  if (isNumeric(location.hostname)) return "address";
  // Not every browser can tell.
  const able = await PublicKeyCredential.getClientCapabilities?.().catch(() => undefined);
  return able?.["extension:prf"] === false ? "no_secret" : undefined;
}

/** Passkeys belong to a name, and an IP address is none. */
function isNumeric(host: string): boolean {
  return host.startsWith("[") || /^[\d.]+$/.test(host);
}

/**
 * Has a passkey made that is called `name` in the user's collection. Some answer when they are made; the others have to
 * be asked once more, with {@link ask}. Throws {@link PasskeyFailed}.
 */
export async function createPasskey(
  name: string,
  signal: AbortSignal,
): Promise<{ passkey: Passkey; secret: CryptoKey | undefined }> {
  const input = random(32);
  const made = await credential(() =>
    navigator.credentials.create({
      signal,
      publicKey: {
        rp: { id: location.hostname, name: "Hearken" },
        user: { id: random(32), name, displayName: name },
        challenge: random(32),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        // Some phones have a secret only in passkeys that are found without their name.
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        extensions: { prf: { eval: { first: input } } },
      },
    }),
  );
  const transports = (made.response as AuthenticatorAttestationResponse).getTransports();
  const passkey = { credential: new Uint8Array(made.rawId), transports, input };
  const secret = await answerOf(made);
  if (secret || made.getClientExtensionResults().prf?.enabled) return { passkey, secret };
  forgetPasskey(passkey);
  throw new PasskeyFailed("no_secret");
}

/** Has the passkey answer, once its owner has confirmed it. Throws {@link PasskeyFailed}. */
export async function ask({ credential: id, transports, input }: Passkey, signal?: AbortSignal): Promise<CryptoKey> {
  const answered = await credential(() =>
    navigator.credentials.get({
      ...(signal && { signal }),
      publicKey: {
        rpId: location.hostname,
        challenge: random(32),
        // What the browser has named itself.
        allowCredentials: [{ type: "public-key", id, transports: transports as AuthenticatorTransport[] }],
        // Without it a passkey answers something else.
        userVerification: "required",
        extensions: { prf: { eval: { first: input } } },
      },
    }),
  );
  const secret = await answerOf(answered);
  if (!secret) throw new PasskeyFailed("no_secret");
  return secret;
}

async function answerOf(made: PublicKeyCredential): Promise<CryptoKey | undefined> {
  const answer = made.getClientExtensionResults().prf?.results?.first;
  // A browser's own answer is an `ArrayBuffer`.
  return answer && secretOf(new Uint8Array(answer as ArrayBuffer));
}

async function credential(run: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const made = await run().catch((error: unknown) => {
    throw new PasskeyFailed(failureOf(error));
  });
  if (!made) throw new PasskeyFailed("failed");
  return made as PublicKeyCredential;
}

function failureOf(error: unknown): Failure {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "unconfirmed";
  return name === "SecurityError" ? "address" : "failed";
}

function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
