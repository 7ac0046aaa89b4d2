import { I18nProvider } from "@lingui/react";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { removeLocalModel } from "@/api/localModels";
import { fetchProviders, type ProviderState, resetBreaker } from "@/api/providers";
import { i18n } from "@/i18n";
import Providers from "./Providers";

const Words = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;

vi.mock(import("@/api/providers"));
vi.mock(import("@/api/localModels"));

const WELL: ProviderState = {
  name: "home",
  is_added: false,
  host: "127.0.0.1:11434",
  model: "llama",
  state: "closed",
  failures: 0,
  open_until: null,
  in_flight: 0,
  max_in_flight: 8,
  last_error: null,
};
const DOWN: ProviderState = {
  ...WELL,
  name: "cloud",
  state: "open",
  failures: 5,
  open_until: "2026-11-20T12:00:00Z",
  last_error: { cause: "http_503", at: "2026-11-20T11:59:00Z" },
};

const onRemoved = vi.fn();

async function show(...all: ProviderState[]) {
  vi.mocked(fetchProviders).mockResolvedValue(all);
  render(<Providers onRemoved={onRemoved} />, { wrapper: Words });
  if (all.length > 0) await screen.findByText("Asked");
}

it("says of each whether it is asked, and why not", async () => {
  await show(WELL, DOWN);
  expect(await screen.findByText(/^Left alone until .+, because it failed repeatedly$/)).toBeVisible();
  expect(screen.getByText(/it answered with the error 503\.$/)).toBeVisible();
  expect(screen.getByText(/^Asked in this order/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Ask home again now" })).toBeNull();
});

it("says how much of it is in use", async () => {
  await show({ ...WELL, in_flight: 3 });
  expect(await screen.findByText("3 of at most 8 requests are under way")).toBeVisible();
});

it("has one asked again, and shows that it is", async () => {
  await show(WELL, DOWN);
  const again = await screen.findByRole("button", { name: "Ask cloud again now" });
  vi.mocked(resetBreaker).mockImplementation(async () => {
    vi.mocked(fetchProviders).mockResolvedValue([WELL, { ...DOWN, ...WELL, name: "cloud" }]);
  });
  await userEvent.click(again);
  expect(resetBreaker).toHaveBeenCalledWith("cloud");
  await waitFor(() => expect(screen.getAllByText("Asked")).toHaveLength(2));
  expect(screen.queryByRole("button", { name: "Ask cloud again now" })).toBeNull();
});

it("takes away the one that was added, and no other", async () => {
  await show(WELL, { ...DOWN, name: "local model", is_added: true });
  expect(screen.queryByRole("button", { name: "Take home away" })).toBeNull();
  vi.mocked(removeLocalModel).mockResolvedValue();
  vi.mocked(fetchProviders).mockResolvedValue([WELL]);
  await userEvent.click(await screen.findByRole("button", { name: "Take local model away" }));
  expect(removeLocalModel).toHaveBeenCalledOnce();
  await waitFor(() => expect(onRemoved).toHaveBeenCalledOnce());
});
