import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type ConsentOffer, fetchConsents } from "@/api/consents";
import { mutate } from "@/sync";
import { unread } from "@/sync/mutators";
import { type Entry, useConnection, useCookie } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { ReadingStatus } from "./ReadingStatus";

vi.mock(import("@/sync/react"), { spy: true });
vi.mock(import("@/api/consents"), { spy: true });

const OFFER: ConsentOffer = {
  purpose: "analysis",
  provider: { name: "models.example", address: "https://models.example", model: "m" },
  wording: 1,
  consent_id: null,
};
const entry = (kept: boolean) => ({ id: "e", vid: "c.1", private: kept, saving: "saved" }) as Entry;
const read = (fallback_reason: string): AnalysisRow => ({
  ...unread("e"),
  vid: "c.1",
  status: "fallback",
  method: "rule_based_fallback",
  fallback_reason,
});
const consent = (address: string | null) =>
  vi.mocked(fetchConsents).mockResolvedValue({
    offers: [{ ...OFFER, consent_id: address === OFFER.provider.address ? "c" : null }],
    items: [],
  });
const again = () => screen.queryByRole("button", { name: "Read again" });

beforeEach(() => {
  consent(null);
  vi.mocked(useCookie).mockReturnValue(1);
});

describe("an entry that the server has not got", () => {
  it.each([
    [true, "Saved on this device. It is read once the server has it."],
    [false, "So far this is only in this tab. Keep it open until it is saved."],
  ])("is said to be where it is, with a copy on the device: %s", (kept, sentence) => {
    vi.mocked(useConnection).mockReturnValue({ state: "sending", pending: 1, since: 0, kept });
    render(<ReadingStatus entry={{ ...entry(false), saving: "syncing" }} analysis={unread("e")} />);
    expect(screen.getByText(sentence)).toBeVisible();
  });
});

describe("an entry that was kept from AI", () => {
  it("offers nothing while it still is", () => {
    render(<ReadingStatus entry={entry(true)} analysis={read("private_entry")} />);
    expect(again()).toBeNull();
  });

  it("can be read again once it is not", async () => {
    const retry = vi.spyOn(mutate, "retryAnalysis").mockResolvedValue("c.2");
    render(<ReadingStatus entry={entry(false)} analysis={read("private_entry")} />);
    expect(screen.getByText("You no longer keep this entry from AI.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Read again" }));
    expect(retry).toHaveBeenCalledWith("e");
  });
});

describe("an entry read while reading by AI was off", () => {
  it("is not said to be on by a consent that was given to another provider", async () => {
    consent("https://old.example");
    render(<ReadingStatus entry={entry(false)} analysis={read("consent_off")} />);
    await act(async () => vi.mocked(fetchConsents).mock.results.at(-1)?.value);
    expect(again()).toBeNull();
  });

  it("can be read again once it is on", async () => {
    const { rerender } = render(<ReadingStatus entry={entry(false)} analysis={read("consent_off")} />);
    expect(again()).toBeNull();
    consent("https://models.example");
    vi.mocked(useCookie).mockReturnValue(2);
    rerender(<ReadingStatus entry={entry(false)} analysis={read("consent_off")} />);
    expect(await screen.findByRole("button", { name: "Read again" })).toBeVisible();
    rerender(<ReadingStatus entry={entry(true)} analysis={read("consent_off")} />);
    expect(again()).toBeNull();
  });
});
