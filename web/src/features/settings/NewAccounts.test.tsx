import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { fetchHealth, type RegistrationMode } from "@/api/health";
import { fetchInvites } from "@/api/invites";
import { i18n } from "@/i18n";
import { NewAccounts } from "./NewAccounts";

const Words = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;

vi.mock(import("@/api/health"));
vi.mock(import("@/api/invites"));

async function show(registration: RegistrationMode) {
  vi.mocked(fetchHealth).mockResolvedValue({ registration });
  vi.mocked(fetchInvites).mockResolvedValue([]);
  render(<NewAccounts />, { wrapper: Words });
  await screen.findByText("HEARKEN_REGISTRATION");
}

it.each([
  ["closed", "Closed: nobody else can create an account.", false],
  ["invite", /^By invitation: /, true],
  ["open", /^Open: whoever reaches this server/, false],
] as const)("says that the server is %s", async (mode, sentence, invites) => {
  await show(mode);
  expect(await screen.findByText(sentence)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Invite someone" }) !== null).toBe(invites);
});
