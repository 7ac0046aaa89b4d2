import { describe, expect, it } from "vitest";
import { isLater } from "./ownVersions";
import { savingOf } from "./saving";

const idle = { over: 0, aside: false, dirty: false, storing: false, created: true, blank: false };

describe("savingOf", () => {
  it.each([
    ["nothing of a new entry", { ...idle, created: false, blank: true }, undefined, false, false, undefined],
    ["an entry that was emptied", { ...idle, dirty: true, blank: true }, "saved", false, false, "empty"],
    ["unsaved words", { ...idle, dirty: true }, "saved", false, false, "tab_only"],
    ["words too many", { ...idle, dirty: true, over: 1 }, "saved", false, false, "too_long"],
    ["words too many that are being kept", { ...idle, dirty: true, over: 1 }, "saved", false, true, "long_unsaved"],
    ["words too many that are kept", { ...idle, dirty: true, over: 1, aside: true }, "saved", false, true, "long_kept"],
    ["words without a connection", idle, "local", false, false, "tab_only"],
    ["words on their way", idle, "syncing", false, false, "sending"],
    ["words on the server", idle, "saved", false, false, "saved"],
    ["words kept beside others", idle, "conflict", false, false, "saved"],
    ["refused words", idle, "saved", true, false, "rejected"],
    ["words kept on the device", idle, "kept", false, true, "kept"],
    ["unsaved words that will be kept", { ...idle, dirty: true }, "kept", false, true, "unsaved"],
    ["words that are just being kept", { ...idle, storing: true }, "saved", false, true, "unsaved"],
    ["words that are just being handed over", { ...idle, storing: true }, "saved", false, false, "tab_only"],
    ["new words after a refusal", { ...idle, dirty: true }, "rejected", true, false, "tab_only"],
  ] as const)("tells %s", (_, state, saving, refused, kept, word) => {
    expect(savingOf(state, saving, refused, kept)).toBe(word);
  });
});

describe("isLater", () => {
  it("compares versions of the same tab by their number", () => {
    expect(isLater("a.10", "a.9")).toBe(true);
    expect(isLater("a.9", "a.9")).toBe(false);
    expect(isLater("b.10", "a.9")).toBe(false);
    expect(isLater("a.10m1f2b", "a.9")).toBe(true);
  });
});
