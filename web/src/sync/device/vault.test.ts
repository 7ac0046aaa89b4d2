import { expect, it } from "vitest";
import { newKey, Vault } from "./vault";

const key = await newKey();
const vault = new Vault(key, "hearken-ana");
const words = { text: "Nobody reads this." };

it("opens what it sealed, under the same name", async () => {
  expect(await vault.open("outbox/1", await vault.seal("outbox/1", words))).toEqual(words);
});

it("hands the key to nobody", async () => {
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
});

it("does not open what was put elsewhere, changed, or sealed under another key", async () => {
  const sealed = await vault.seal("outbox/1", words);
  const changed = new Uint8Array(sealed.data.slice(0));
  changed[0] = (changed[0] ?? 0) ^ 1;
  const other = await newKey();
  const attempts = [
    () => vault.open("outbox/2", sealed),
    () => new Vault(key, "hearken-ben").open("outbox/1", sealed),
    () => new Vault(other, "hearken-ana").open("outbox/1", sealed),
    () => vault.open("outbox/1", { ...sealed, data: changed.buffer }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow();
});

it("never seals the same twice alike, and tells little of its length", async () => {
  const [one, two] = [await vault.seal("meta", words), await vault.seal("meta", words)];
  expect(one.iv).not.toEqual(two.iv);
  expect(new Uint8Array(one.data)).not.toEqual(new Uint8Array(two.data));
  const longer = await vault.seal("meta", { text: `${words.text} Nobody.` });
  expect(longer.data.byteLength).toBe(one.data.byteLength);
  expect(new TextDecoder("latin1").decode(one.data)).not.toContain("Nobody");
});
