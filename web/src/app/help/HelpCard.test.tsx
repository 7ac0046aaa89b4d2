import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Crisis } from "@/crisis/level";
import { mutate } from "@/sync";
import { UNCHOSEN } from "@/sync/mutators";
import { usePreferences } from "@/sync/react";
import type { PreferencesRow } from "@/sync/rows";
import { HelpCard } from "./HelpCard";
import { leaveAtOnce } from "./leaveAtOnce";
import { helpStore } from "./resources";

vi.mock(import("@/sync/react"), { spy: true });
vi.mock(import("./leaveAtOnce"), { spy: true });

const choose = (change: Partial<PreferencesRow>) =>
  vi.mocked(usePreferences).mockReturnValue({ ...UNCHOSEN, ...change });
const show = (level: Crisis["level"], violence = false) => render(<HelpCard crisis={{ level, violence }} />);
const titles = () => screen.queryAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);

const QUESTION = "Are you thinking about ending your life?";
const SAFE = "Is it safe to read this now?";
const LINE = { for: "anyone", phone: "1", hours: "" } as const;
const HEAVY = "This sounds heavy.";

beforeEach(() => choose({}));

describe("HelpCard", () => {
  it.each([
    [0, false, []],
    [1, false, [HEAVY]],
    [2, false, [QUESTION]],
    [3, false, [QUESTION]],
    [0, true, [SAFE]],
    [1, true, [SAFE]],
    [3, true, [QUESTION, SAFE]],
  ] as const)("at level %s, violence %s, says %s", (level, violence, said) => {
    show(level, violence);
    expect(titles()).toEqual(said);
    expect(screen.getByRole("status").textContent).toBe(said.length > 0 ? "There is help beside your entry." : "");
    expect(document.body).toHaveFocus();
  });

  it("leaves distress alone where that is wished, and danger never", () => {
    choose({ no_gentle_reminders: true });
    show(1);
    expect(titles()).toEqual([]);
    cleanup();
    show(2);
    expect(titles()).toEqual([QUESTION]);
  });

  it("has the numbers of the country that was chosen, and guesses none", () => {
    show(2);
    expect(screen.getByLabelText("Where are you?")).toBeVisible();
    expect(screen.getByRole("link", { name: "112" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Call 988" })).toBeNull();
    cleanup();
    choose({ country: "US" });
    show(2);
    expect(screen.getByRole("link", { name: "Call 988" })).toHaveAttribute("href", "tel:988");
    expect(screen.getByRole("link", { name: "911" })).toBeVisible();
    expect(screen.queryByText("National Domestic Violence Hotline")).toBeNull();
    expect(screen.getByText("Numbers for United States")).toBeVisible();
    expect(screen.getByLabelText("Where are you?")).not.toBeVisible();
    fireEvent.change(screen.getByLabelText("Where are you?"), { target: { value: "NZ" } });
    expect(screen.getByText("Numbers for New Zealand")).toBeInTheDocument();
  });

  it("keeps a country when the field is left, and the field while it is chosen with the keyboard", () => {
    const kept = vi.spyOn(mutate, "setPreferences").mockImplementation(async () => "");
    show(2);
    const field = screen.getByLabelText("Where are you?");
    field.focus();
    for (const value of ["AU", "AT"]) fireEvent.change(field, { target: { value } });
    expect(screen.getByText("Numbers for Austria")).toBeVisible();
    expect(kept).not.toHaveBeenCalled();
    expect(field).toHaveFocus();
    choose({ country: "AT" });
    field.blur();
    expect(kept.mock.calls).toEqual([[{ country: "AT" }]]);
    fireEvent.change(field, { target: { value: "DE" } });
    expect(field).toBeVisible();
    cleanup();
    expect(kept).toHaveBeenLastCalledWith({ country: "DE" });
  });

  it("shows the numbers, whatever a list has for a page", () => {
    const { international } = helpStore.get();
    const lines = ["https://", "javascript:alert()"].map((url) => ({ ...LINE, name: url, url }));
    vi.spyOn(helpStore, "get").mockReturnValue({
      checked_on: "2026-11-22",
      international: { ...international, lines },
      countries: [],
    });
    show(2);
    expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual(["112", "Call 1", "Call 1"]);
    vi.mocked(helpStore.get).mockRestore();
  });

  it("shows nothing about violence before it is safe, and a way out all the time", async () => {
    choose({ country: "GB" });
    vi.mocked(leaveAtOnce).mockResolvedValue();
    show(0, true);
    expect(screen.queryAllByRole("link")).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "It is safe, show it" }));
    expect(screen.getByRole("link", { name: "Call 0808 2000 247" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Leave this page" }));
    expect(leaveAtOnce).toHaveBeenCalledOnce();
  });
});
