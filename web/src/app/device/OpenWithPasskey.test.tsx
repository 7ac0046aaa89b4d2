import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OpenWithPasskey } from "./OpenWithPasskey";
import { noteShut } from "./offer";
import { ask, createPasskey, obstacle } from "./passkey";

const unlockJournal = vi.hoisted(() => vi.fn());
vi.mock("./device", () => ({ unlockJournal }));

const passkey = { credential: new Uint8Array([1, 2]), transports: ["internal"], input: new Uint8Array(32) };
const answer = () => ({ results: { first: new Uint8Array(32).fill(7).buffer } });

/** What the browser answers when it is asked for a passkey. */
const [create, get] = [vi.fn(), vi.fn()];
const answered = (prf: object | undefined) => ({
  rawId: new Uint8Array([1, 2]).buffer,
  response: { getTransports: () => ["internal"] },
  getClientExtensionResults: () => ({ prf }),
});
const refused = () => Promise.reject(new DOMException("no", "NotAllowedError"));

beforeEach(() => {
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { credentials: { create, get } }));
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  sessionStorage.clear();
  for (const mock of [create, get, unlockJournal]) mock.mockReset();
});

describe("making a passkey", () => {
  const { signal } = new AbortController();

  it("takes what it answers at once, or has it asked for", async () => {
    create.mockResolvedValue(answered({ enabled: true, ...answer() }));
    expect((await createPasskey("Ada", signal)).secret).toBeInstanceOf(CryptoKey);
    create.mockResolvedValue(answered({ enabled: true }));
    const made = await createPasskey("Ada", signal);
    expect(made.secret).toBeUndefined();
    get.mockResolvedValue(answered(answer()));
    expect(await ask(made.passkey)).toBeInstanceOf(CryptoKey);
    const [{ publicKey: asked }] = create.mock.lastCall ?? [];
    const [{ publicKey: again }] = get.mock.lastCall ?? [];
    expect(again.extensions).toEqual(asked.extensions);
    expect([again.userVerification, again.rpId]).toEqual(["required", asked.rp.id]);
  });

  it.each([[{ enabled: false }], [undefined]])("refuses one that has no secret: %o", async (prf) => {
    create.mockResolvedValue(answered(prf));
    await expect(createPasskey("Ada", signal)).rejects.toMatchObject({ reason: "no_secret" });
    get.mockResolvedValue(answered({}));
    await expect(ask(passkey)).rejects.toMatchObject({ reason: "no_secret" });
  });

  it("tells what stands in its way", async () => {
    for (const [name, reason] of Object.entries({ SecurityError: "address", ConstraintError: "failed" })) {
      create.mockRejectedValue(new DOMException("no", name));
      await expect(createPasskey("Ada", signal)).rejects.toMatchObject({ reason });
    }
    vi.stubGlobal("isSecureContext", false);
    expect(await obstacle()).toBe("insecure");
    vi.stubGlobal("isSecureContext", true);
    expect(await obstacle()).toBe("unsupported");
    const capabilities = vi.fn().mockResolvedValue({ "extension:prf": false });
    vi.stubGlobal("PublicKeyCredential", { getClientCapabilities: capabilities });
    expect(await obstacle()).toBe("no_secret");
    capabilities.mockResolvedValue({});
    expect(await obstacle()).toBeUndefined();
  });
});

describe("opening with it", () => {
  const onOpen = vi.fn();
  const show = () => render(<OpenWithPasskey passkey={passkey} onOpen={onOpen} />);
  const button = () => screen.findByRole("button", { name: "Open with the passkey" });
  beforeEach(() => onOpen.mockReset());

  it("asks by itself once, says that nobody confirmed it, and tries again", async () => {
    get.mockImplementation(refused);
    show();
    expect(await screen.findByRole("alert")).toHaveTextContent(/^Nothing was opened/);
    expect(get).toHaveBeenCalledTimes(1);
    get.mockResolvedValue(answered(answer()));
    await userEvent.click(await button());
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledOnce());
    expect(unlockJournal).toHaveBeenCalledExactlyOnceWith({ passkey, secret: expect.any(CryptoKey) });
  });

  it("waits until the page is looked at", async () => {
    vi.mocked(document.hasFocus).mockReturnValue(false);
    get.mockResolvedValue(answered(answer()));
    show();
    expect(get).not.toHaveBeenCalled();
    window.dispatchEvent(new Event("focus"));
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledOnce());
  });

  it("does not ask by itself when the user has just shut the lock", async () => {
    noteShut();
    show();
    await button();
    window.dispatchEvent(new Event("focus"));
    expect(get).not.toHaveBeenCalled();
  });

  it("says that it is another passkey", async () => {
    get.mockResolvedValue(answered(answer()));
    unlockJournal.mockRejectedValue(Object.assign(new Error(), { name: "WrongPasskey" }));
    show();
    expect(await screen.findByRole("alert")).toHaveTextContent("This passkey does not open the copy.");
    expect(onOpen).not.toHaveBeenCalled();
  });
});
