import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { changePassword } from "@/api/account";
import { Problem, Unreachable } from "@/api/problem";
import { type DeviceSession, fetchSessions } from "@/api/sessions";
import type { Connection } from "@/sync/connection";
import { ChangePassword } from "./ChangePassword";
import { Sessions } from "./Sessions";

vi.mock(import("@/api/sessions"), { spy: true });
vi.mock(import("@/api/account"), { spy: true });
vi.mock(import("@/sync/react"), async (original) => ({ ...(await original()), useConnection: () => connection }));

let all: DeviceSession[];
let connection: Connection;

const device = (label: string, is_current = false): DeviceSession => ({
  id: label,
  label,
  is_current,
  created_at: "2026-11-20T09:00:00Z",
  last_used_at: "2026-11-20T09:00:00Z",
});

beforeEach(() => {
  vi.mocked(fetchSessions).mockReset();
  connection = { state: "up_to_date", pending: 0, since: 0, kept: false };
  all = [device("Firefox on Linux", true), device("Safari on iPhone")];
  vi.mocked(fetchSessions).mockImplementation(async () => all);
  vi.mocked(changePassword).mockImplementation(async () => {
    all = all.filter(({ is_current }) => is_current);
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

it("shows who signed in since the page was last looked at", async () => {
  const { unmount } = render(<Sessions />);
  expect(await screen.findByText("Safari on iPhone")).toBeVisible();
  unmount();
  all = [...all, device("curl")];
  render(<Sessions />);
  expect(await screen.findByText("curl")).toBeVisible();
});

it("says that the server is out of reach, and shows the list by itself when it is back", async () => {
  vi.useFakeTimers();
  vi.mocked(fetchSessions).mockRejectedValue(new Unreachable("cable"));
  connection = { state: "offline", pending: 0, since: 0, kept: false };
  const { rerender } = render(<Sessions />);
  await pass(60_000);
  // What was read before stays.
  expect(screen.getByText("The server is out of reach.")).toBeVisible();
  expect(screen.getByText("curl")).toBeVisible();
  expect(fetchSessions).toHaveBeenCalledTimes(1);
  connection = { ...connection, state: "up_to_date" };
  rerender(<Sessions />);
  await pass(2_000);
  expect(fetchSessions).toHaveBeenCalledTimes(2);
  vi.mocked(fetchSessions).mockImplementation(async () => all);
  await pass(2_000);
  expect(screen.queryByText(/out of reach/)).toBeNull();
  expect(screen.queryByText("curl")).toBeNull();
  await pass(60_000);
  expect(fetchSessions).toHaveBeenCalledTimes(3);
});

it("reads the list again after a refusal only when it is asked to", async () => {
  vi.useFakeTimers();
  vi.mocked(fetchSessions).mockRejectedValue(new Problem("No.", { status: 500, code: "internal" }));
  render(<Sessions />);
  await pass(60_000);
  expect(screen.getByText("No.")).toBeVisible();
  expect(fetchSessions).toHaveBeenCalledTimes(1);
  vi.mocked(fetchSessions).mockImplementation(async () => all);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await pass(0);
  expect(screen.queryByText("No.")).toBeNull();
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
