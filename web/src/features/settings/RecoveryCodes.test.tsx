import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { fetchRecoveryCodes, makeRecoveryCodes } from "@/api/recovery";
import { i18n } from "@/i18n";
import { RecoveryCodes } from "./RecoveryCodes";

const Words = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;

vi.mock(import("@/api/recovery"));

const MADE = "2026-11-03T14:00:00Z";

beforeEach(() => vi.mocked(fetchRecoveryCodes).mockReset());

it.each([
  [{ left: 0, made_at: null, last_used_at: null }, /^You have none yet\./, "Make recovery codes"],
  [{ left: 1, made_at: MADE, last_used_at: MADE }, /^1 is left of those made/, "Make new recovery codes"],
  [{ left: 0, made_at: MADE, last_used_at: MADE }, /^All of them are used\./, "Make new recovery codes"],
])("says of %j how many there are, and of a use", async (codes, sentence, button) => {
  vi.mocked(fetchRecoveryCodes).mockResolvedValue(codes);
  render(<RecoveryCodes email="ana@example.org" />, { wrapper: Words });
  expect(await screen.findByText(sentence)).toBeVisible();
  expect(screen.getByRole("button", { name: button })).toBeVisible();
  expect(screen.queryByText(/If that was not you/) !== null).toBe(codes.last_used_at !== null);
});

it("shows new codes for the password, and says before that the old ones end", async () => {
  vi.mocked(fetchRecoveryCodes).mockResolvedValue({ left: 9, made_at: MADE, last_used_at: null });
  vi.mocked(makeRecoveryCodes).mockResolvedValue(["FIRST", "SECOND"]);
  render(<RecoveryCodes email="ana@example.org" />, { wrapper: Words });
  await userEvent.click(await screen.findByRole("button", { name: "Make new recovery codes" }));
  expect(await screen.findByText("Those you have now stop working.")).toBeVisible();
  await userEvent.type(screen.getByLabelText("Your password"), "a short sentence");
  await userEvent.click(screen.getByRole("button", { name: "Show the codes" }));
  expect((await screen.findAllByRole("listitem")).map(({ textContent }) => textContent)).toEqual(["FIRST", "SECOND"]);
  expect(makeRecoveryCodes).toHaveBeenCalledWith("a short sentence");
});
