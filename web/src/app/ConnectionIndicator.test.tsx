import { render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { ConnectionIndicator } from "./ConnectionIndicator";
import { connectionWord, type ShownState } from "./connectionWord";

let pending = 0;
let state: ShownState;
vi.mock("./useConnectionWord", () => ({
  useShownConnection: () => ({ state, word: connectionWord({ state, pending, kept: true }) }),
}));

beforeEach(() => {
  state = "reconnecting";
});

it("reads out trouble and its end, not what comes with every pause", () => {
  const { rerender } = render(<ConnectionIndicator />);
  const said = (now: ShownState, waiting: number) => {
    [state, pending] = [now, waiting];
    rerender(<ConnectionIndicator />);
    expect(screen.getByRole("button")).toHaveTextContent(connectionWord({ state, pending, kept: true }));
    return screen.getByRole("status").textContent;
  };
  expect(said("up_to_date", 0)).toBe("");
  expect(said("unsent", 0)).toBe("");
  expect(said("sending", 2)).toBe("");
  expect(said("up_to_date", 0)).toBe("");
  expect(said("reconnecting", 1)).toBe("Reconnecting");
  expect(said("offline", 1)).toBe("Offline");
  expect(said("offline", 2)).toBe("Offline");
  expect(said("sending", 2)).toBe("");
  expect(said("up_to_date", 0)).toBe("Up to date");
  expect(said("unsent", 0)).toBe("");
  expect(said("up_to_date", 0)).toBe("");
  expect(said("offline", 0)).toBe("Offline");
  expect(said("unsent", 1)).toBe("");
  expect(said("refused", 0)).toBe("Not all accepted");
  expect(said("offline", 1)).toBe("Offline");
});
