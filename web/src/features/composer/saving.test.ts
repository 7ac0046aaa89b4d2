import { describe, expect, it } from "vitest";
import { savingOf } from "./saving";
import { isLater } from "./useRefusal";

const idle = { over: 0, dirty: false, created: true, blank: false };

describe("savingOf", () => {
  it.each([
    ["nothing of a new entry", { ...idle, created: false, blank: true }, undefined, false, undefined],
    ["an entry that was emptied", { ...idle, dirty: true, blank: true }, "saved", false, "empty"],
    ["unsaved words", { ...idle, dirty: true }, "saved", false, "tab_only"],
    ["words too many", { ...idle, dirty: true, over: 1 }, "saved", false, "too_long"],
    ["words without a connection", idle, "local", false, "tab_only"],
    ["words on their way", idle, "syncing", false, "sending"],
    ["words on the server", idle, "saved", false, "saved"],
    ["words kept beside others", idle, "conflict", false, "saved"],
    ["refused words", idle, "saved", true, "rejected"],
    ["new words after a refusal", { ...idle, dirty: true }, "rejected", true, "tab_only"],
  ] as const)("tells %s", (_, state, saving, refused, word) => {
    expect(savingOf(state, saving, refused)).toBe(word);
  });
});

describe("isLater", () => {
  it("compares versions of the same tab by their number", () => {
    expect(isLater("a.10", "a.9")).toBe(true);
    expect(isLater("a.9", "a.9")).toBe(false);
    expect(isLater("b.10", "a.9")).toBe(false);
  });
});
