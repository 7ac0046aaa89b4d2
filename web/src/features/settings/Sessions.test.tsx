import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { changePassword } from "@/api/account";
import { type DeviceSession, fetchSessions } from "@/api/sessions";
import { ChangePassword } from "./ChangePassword";
import { Sessions } from "./Sessions";

vi.mock(import("@/api/sessions"), { spy: true });
vi.mock(import("@/api/account"), { spy: true });

let all: DeviceSession[];

const device = (label: string, is_current = false): DeviceSession => ({
  id: label,
  label,
  is_current,
  created_at: "2026-11-20T09:00:00Z",
  last_used_at: "2026-11-20T09:00:00Z",
});

beforeEach(() => {
  all = [device("Firefox on Linux", true), device("Safari on iPhone")];
  vi.mocked(fetchSessions).mockImplementation(async () => all);
  vi.mocked(changePassword).mockImplementation(async () => {
    all = all.filter(({ is_current }) => is_current);
  });
});

it("shows who signed in since the page was last looked at", async () => {
  const { unmount } = render(<Sessions />);
  expect(await screen.findByText("Safari on iPhone")).toBeVisible();
  unmount();
  all = [...all, device("curl")];
  render(<Sessions />);
  expect(await screen.findByText("curl")).toBeVisible();
});

it("no longer shows those whom a new password has signed out", async () => {
  render(
    <>
      <Sessions />
      <ChangePassword email="ada@mail.example" onClose={() => {}} />
    </>,
  );
  expect(await screen.findByText("Safari on iPhone")).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText("Your password now"), "a short sentence");
  await userEvent.type(screen.getByLabelText("New password"), "another sentence");
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  await waitFor(() => expect(screen.queryByText("Safari on iPhone")).toBeNull());
});
