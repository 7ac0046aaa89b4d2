import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useCrisis } from "@/app/help/useCrisis";
import { row, Sitting } from "@/testing/sitting";
import { useWrittenCrisis } from "./useWrittenCrisis";

vi.mock(import("@/app/help/useCrisis"), { spy: true });

it("looks at once at words that nobody typed here", () => {
  const looked = vi.mocked(useCrisis).mockReturnValue({ level: 0, violence: false });
  const editing = new Sitting().open(row());
  const { rerender } = renderHook(() => useWrittenCrisis(editing, editing.state.adopted));
  expect(looked).toHaveBeenLastCalledWith("", "before");
  editing.arrived(row({ vid: "y.1", text: "after" }), []);
  expect(editing.state.adopted).toBe(1);
  rerender();
  expect(looked).toHaveBeenLastCalledWith("", "after");
});
