import { expect, it, vi } from "vitest";
import { lockAnyway } from "./device/lockAnyway";
import { askBeforeClosing, beforeLeaving, saveAll, wordsOf, writingLeft } from "./leaving";

it("saves everything, whatever fails, and tells which words are not saved", async () => {
  let words = "to save";
  const save = async () => {
    words = "";
  };
  const setAside = vi.fn(async () => undefined);
  const writings = [
    { save: () => Promise.reject(new Error("no room")), words: () => "too many", setAside },
    { save, words: () => words, setAside },
  ];
  const stops = writings.map(beforeLeaving);
  expect(wordsOf(writingLeft()).map(({ text }) => text)).toEqual(["too many", "to save"]);
  await saveAll();
  expect(wordsOf(writingLeft()).map(({ text }) => text)).toEqual(["too many"]);
  for (const stop of stops) stop();
  expect(wordsOf(writingLeft()).map(({ text }) => text)).toEqual([]);
});

it("has the browser ask before words go, and not where nothing would be lost", async () => {
  vi.stubGlobal("location", { reload: vi.fn() });
  askBeforeClosing(() => true, new AbortController().signal);
  const close = () => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(close()).toBe(true);
  const stop = beforeLeaving({
    save: async () => undefined,
    words: () => "only here",
    setAside: async () => undefined,
  });
  await lockAnyway();
  expect(close()).toBe(true);
  stop();
  await lockAnyway();
  expect(close()).toBe(false);
  // The page has stayed: the browser asked for another reason.
  await vi.waitFor(() => expect(close()).toBe(true));
  vi.unstubAllGlobals();
});
