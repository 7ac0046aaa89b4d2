import { expect, it } from "vitest";
import { addressSentence } from "./passkeyWords";

it("names the address of this computer at which passkeys work", () => {
  const port = { protocol: "http:", port: "8080" };
  expect(addressSentence({ ...port, hostname: "127.0.0.1" })).toContain("They do at http://localhost:8080:");
  expect(addressSentence({ ...port, hostname: "[::1]" })).toContain("They do at http://localhost:8080:");
  expect(addressSentence({ protocol: "https:", port: "", hostname: "127.0.0.1" })).toContain("at https://localhost:");
});

it("does not send anyone from another computer to their own", () => {
  const sentence = addressSentence({ protocol: "https:", port: "", hostname: "192.168.1.20" });
  expect(sentence).toContain("none at 192.168.1.20.");
  expect(sentence).not.toContain("localhost");
});
