import { afterEach, expect, it, vi } from "vitest";
import { appearanceStore } from "./appearance";

const root = document.documentElement;

afterEach(() => {
  vi.useRealTimers();
  appearanceStore.set({});
  root.removeAttribute("data-still");
});

it("changes all colours at once, and has things move again after that", () => {
  vi.useFakeTimers({ toFake: ["requestAnimationFrame"] });
  document.head.innerHTML = '<meta name="color-scheme" content="light dark">';
  appearanceStore.set({ theme: "dark" });
  expect(root).toHaveAttribute("data-theme", "dark");
  expect(root).toHaveAttribute("data-still");
  expect(document.querySelector("meta")).toHaveAttribute("content", "dark");
  vi.advanceTimersToNextFrame();
  vi.advanceTimersToNextFrame();
  expect(root).not.toHaveAttribute("data-still");
});

it("does not stop anything for a change of something else", () => {
  appearanceStore.set({ textSize: "large" });
  expect(root).not.toHaveAttribute("data-still");
});
