import { expect, it } from "vitest";
import type { Consent, Consents } from "@/api/consents";
import { durationWord, endingWord, present, sizeWord } from "./words";

const consent: Consent = {
  id: "c",
  purpose: "analysis",
  name: "api.example.com",
  address: "https://api.example.com",
  granted_at: "2026-03-03T12:00:00Z",
  withdrawn_at: null,
};
const offered = (consent_id: string | null): Consents => ({
  offers: [{ purpose: "analysis", provider: { name: "n", address: "a", model: "m" }, wording: 1, consent_id }],
  items: [consent],
});

it("says how things stand", () => {
  expect(present(offered("c"))).toMatch(/^Entries may be read by api\.example\.com since .*March.*2026\.$/);
  expect(present(offered(null)), "a consent for another provider lets nothing leave").toBe(
    "Nothing leaves this server.",
  );
  expect(present({ offers: [], items: [consent] })).toBe("Nothing leaves this server.");
});

it("says sizes and times as people do", () => {
  expect([1, 999, 1_000, 3_449, 12_600].map(sizeWord)).toEqual(["1 byte", "999 bytes", "1 kB", "3.4 kB", "13 kB"]);
  expect([20, 1_240].map(durationWord)).toEqual(["20 ms", "1.2 s"]);
});

it("says how it ended, and that nothing is known where that is so", () => {
  expect(endingWord(null)).toBe("No answer known");
  expect(endingWord({ result: "failed", status: 503 })).toBe("Failed (503)");
  expect(endingWord({ result: "refused", status: null })).toBe("Refused");
});
