import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { mutate } from "@/sync";
import { unread } from "@/sync/mutators";
import { type Entry, usePreferences } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { ReadingStatus } from "./ReadingStatus";

vi.mock(import("@/sync/react"), { spy: true });

const entry = (kept: boolean) => ({ id: "e", vid: "c.1", private: kept, saving: "saved" }) as Entry;
const read = (fallback_reason: string): AnalysisRow => ({
  ...unread("e"),
  vid: "c.1",
  status: "fallback",
  method: "rule_based_fallback",
  fallback_reason,
});
const consent = (address: string | null) => vi.mocked(usePreferences).mockReturnValue({ analysis_consent: address });
const again = () => screen.queryByRole("button", { name: "Read again" });

beforeEach(() => {
  consent(null);
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
  it("can be read again once it is on", () => {
    const { rerender } = render(<ReadingStatus entry={entry(false)} analysis={read("consent_off")} />);
    expect(again()).toBeNull();
    consent("https://models.example");
    rerender(<ReadingStatus entry={entry(false)} analysis={read("consent_off")} />);
    expect(again()).toBeVisible();
    rerender(<ReadingStatus entry={entry(true)} analysis={read("consent_off")} />);
    expect(again()).toBeNull();
  });
});
