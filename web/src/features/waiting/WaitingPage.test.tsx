import { I18nProvider } from "@lingui/react";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { fetchConsents } from "@/api/consents";
import { readAgain } from "@/api/deadLetters";
import { i18n } from "@/i18n";
import { mutate } from "@/sync";
import { unread } from "@/sync/mutators";
import { type Entry, useAnalyses, useEntries, useSyncReady } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { toastStore } from "@/ui/toasts";
import { WaitingPage } from "./WaitingPage";
import { waitingIn } from "./waiting";

vi.mock(import("@/sync/react"), { spy: true });
vi.mock(import("@/api/consents"));
vi.mock(import("@/api/deadLetters"));
vi.mock(import("@tanstack/react-router"), async (original) => ({
  ...(await original()),
  Link: (({ children }: { children: ReactNode }) => children) as never,
}));

const PROVIDER = { name: "models.example", address: "https://models.example", model: "m" };
const entry = (id: string, more: Partial<Entry> = {}) =>
  ({ id, title: `Entry ${id}`, text: "", private: false, written_at: "2026-11-20T11:00:00Z", ...more }) as Entry;
const failed = (id: string, more: Partial<AnalysisRow> = {}): AnalysisRow => ({
  ...unread(id),
  status: "fallback",
  fallback_reason: "api_error",
  failed: [{ provider: "models.example", cause: "http_503" }],
  queued_at: "2026-11-20T12:00:00Z",
  completed_at: "2026-11-20T12:00:01Z",
  ...more,
});
const IN_LINE: Partial<AnalysisRow> = { queued_at: "2026-11-20T13:00:00Z" };

const Words = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;
const tree = () => (
  <main>
    <WaitingPage />
  </main>
);
function have(...analyses: AnalysisRow[]) {
  vi.mocked(useAnalyses).mockReturnValue(analyses);
  vi.mocked(useEntries).mockReturnValue(analyses.map(({ entry_id }) => entry(entry_id)));
}

async function show(consent_id: string | null = "c") {
  const offers = [{ purpose: "analysis" as const, provider: PROVIDER, wording: 1, consent_id }];
  vi.mocked(fetchConsents).mockResolvedValue({ offers, items: [] });
  const shown = render(tree(), { wrapper: Words });
  await act(async () => {});
  return shown;
}

beforeEach(() => {
  vi.mocked(useSyncReady).mockReturnValue(true);
  vi.mocked(readAgain).mockResolvedValue(1);
});

it("lists what failed last first, and nothing that is kept from AI or gone", () => {
  const later = failed("b", { completed_at: "2026-11-20T12:30:00Z" });
  const rows = [
    failed("a"),
    later,
    failed("kept"),
    failed("gone"),
    { ...failed("done"), status: "completed" as const },
  ];
  const entries = [entry("a"), entry("b"), entry("kept", { private: true }), entry("done")];
  expect(waitingIn(entries, rows).map(({ entry }) => entry.id)).toEqual(["b", "a"]);
});

it("says that nothing waits", async () => {
  have();
  await show();
  expect(screen.getByText("No entry waits to be read again.")).toBeVisible();
  expect(screen.queryByRole("button")).toBeNull();
});

it("says why, and has one read again", async () => {
  have(failed("a"));
  const { rerender } = await show();
  expect(screen.getByText(/^models\.example answered with the error 503\./)).toBeVisible();
  expect(screen.getByRole("status")).toHaveTextContent("1 entry waits.");
  const button = screen.getByRole("button", { name: "Read again: Entry a" });
  await userEvent.click(button);
  expect(readAgain).toHaveBeenCalledWith(["a"]);

  have(failed("a", IN_LINE));
  rerender(tree());
  expect(screen.getByRole("status")).toHaveTextContent(/^1 entry is being read again\./);
  expect(screen.getByText("In line")).toBeVisible();
  expect(button).toHaveFocus();
  await userEvent.click(button);
  expect(readAgain).toHaveBeenCalledTimes(1);

  have();
  rerender(tree());
  expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
});

it("has all of them read again", async () => {
  have(failed("a"), failed("b"), failed("c", { ...IN_LINE, status: "processing" }));
  await show();
  expect(screen.getByRole("status")).toHaveTextContent(/^2 entries wait\. 1 entry is being read again\./);
  await userEvent.click(screen.getByRole("button", { name: "Read all again" }));
  expect(readAgain).toHaveBeenCalledWith();
});

it("says when that could not be asked for", async () => {
  const toast = vi.spyOn(toastStore, "show");
  vi.mocked(readAgain).mockRejectedValue(new Error());
  have(failed("a"));
  await show();
  await userEvent.click(screen.getByRole("button", { name: "Read again: Entry a" }));
  expect(toast).toHaveBeenCalledWith(expect.objectContaining({ kind: "problem" }));
});

it("reads them again by itself until that is switched off", async () => {
  const chosen = vi.spyOn(mutate, "setPreferences").mockResolvedValue("c.1");
  have();
  await show();
  const itself = screen.getByRole("switch", { name: "Read them again once the model answers" });
  expect(itself).toBeChecked();
  await userEvent.click(itself);
  expect(chosen).toHaveBeenCalledWith({ read_again_after_outage: false });
});

it("says that no model may read", async () => {
  have(failed("a"));
  await show(null);
  expect(screen.getByText(/^No model may read your entries now\./)).toBeVisible();
});
