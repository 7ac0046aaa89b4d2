import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { type Detect, loadDetector, loadedDetector } from "@/crisis/load";
import { useCrisis } from "./useCrisis";

vi.mock(import("@/crisis/load"), { spy: true });

const found = { level: 2, violence: false } as const;
const detect: Detect = () => found;

beforeEach(() => {
  vi.mocked(loadedDetector).mockReturnValue(undefined);
  vi.mocked(loadDetector).mockReset().mockRejectedValueOnce(new Error("no connection")).mockResolvedValue(detect);
});

it("tries to load the detector again when the words have changed", async () => {
  const { result, rerender } = renderHook(({ text }) => useCrisis("", text), { initialProps: { text: "a" } });
  await act(async () => {});
  rerender({ text: "a" });
  await act(async () => {});
  expect(result.current.level).toBe(0);
  rerender({ text: "ab" });
  await act(async () => {});
  expect(result.current).toBe(found);
});

it("tries to load the detector again when there is a connection", async () => {
  const { result } = renderHook(() => useCrisis("", "a"));
  await act(async () => {});
  expect(result.current.level).toBe(0);
  await act(async () => window.dispatchEvent(new Event("online")));
  expect(result.current).toBe(found);
});
