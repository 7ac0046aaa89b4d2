import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useConnection } from "@/sync/react";
import { KeepingPage } from "./KeepingPage";

vi.mock(import("@/sync/react"), { spy: true });

it("takes the focus, as the button that was pressed is gone", () => {
  vi.mocked(useConnection).mockReturnValue({ state: "sending", pending: 1, since: 0, kept: true });
  render(
    <main>
      <KeepingPage entryId="e" />
    </main>,
  );
  expect(screen.getByRole("heading", { name: "Two versions" })).toHaveFocus();
});
