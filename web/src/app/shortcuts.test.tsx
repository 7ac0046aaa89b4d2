import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { coverWith } from "./device/device";
import { installShortcuts } from "./shortcuts";

it("opens a page or the search by a key, unless the journal is covered: what is under the cover is not to be left", async () => {
  const [write, search] = [vi.fn(), vi.fn()];
  installShortcuts({ write, search });
  const press = () => userEvent.keyboard("n/{Control>}k{/Control}");
  await press();
  expect([write.mock.calls.length, search.mock.calls.length]).toEqual([1, 2]);
  coverWith(() => null);
  await press();
  expect([write.mock.calls.length, search.mock.calls.length]).toEqual([1, 2]);
});
