import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useDetector } from "@/app/help/useCrisis";
import type { Detect } from "@/crisis/load";
import { useAnalyses } from "@/sync/react";
import { row } from "@/testing/sitting";
import { useUnhurtful } from "./useUnhurtful";

vi.mock(import("@/app/help/useCrisis"), { spy: true });
vi.mock(import("@/sync/react"), { spy: true });
vi.mocked(useAnalyses).mockReturnValue([]);

it("looks at an entry once, until its words change", () => {
  const detect = vi.fn<Detect>((words) => ({ level: words.includes("die") ? 2 : 0, violence: false }));
  vi.mocked(useDetector).mockReturnValue(detect);
  const look = (entry = row()) => [entry] as unknown as Parameters<typeof useUnhurtful>[0];
  const { result, rerender } = renderHook(({ entries }) => useUnhurtful(entries), {
    initialProps: { entries: look() },
  });
  rerender({ entries: look(row({ tags: ["tag"] })) });
  expect(detect).toHaveBeenCalledTimes(1);
  expect(result.current[0]?.tags).toEqual(["tag"]);
  rerender({ entries: look(row({ title: "die" })) });
  expect(result.current).toEqual([]);
  rerender({ entries: look(row({ vid: "y.1", text: "die" })) });
  expect(result.current).toEqual([]);
  expect(detect).toHaveBeenCalledTimes(3);
});

it("has none until they can be looked at", () => {
  vi.mocked(useDetector).mockReturnValue(undefined);
  expect(renderHook(() => useUnhurtful([row()] as never)).result.current).toEqual([]);
});

it("leaves out what the server has found danger in", () => {
  vi.mocked(useDetector).mockReturnValue(() => ({ level: 0, violence: false }));
  const found = { entry_id: row().id, vid: row().vid, danger: { level: 0, violence: true }, fallback_reason: null };
  vi.mocked(useAnalyses).mockReturnValue([found] as never);
  expect(renderHook(() => useUnhurtful([row()] as never)).result.current).toEqual([]);
});
