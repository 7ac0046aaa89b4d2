import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { i18n } from "@/i18n";
import { UNCHOSEN, unread } from "@/sync/mutators";
import { type Entry, usePeople, usePreferences } from "@/sync/react";
import type { AnalysisRow } from "@/sync/rows";
import { Reflection } from "./Reflection";
import { useMarks } from "./useMarks";

vi.mock(import("@/sync/react"), { spy: true });
vi.mock(import("@tanstack/react-router"), async (original) => ({
  ...(await original()),
  Link: (({ children }: { children: string }) => <a href="#to">{children}</a>) as never,
}));

const sam = { id: "s", name: "Sam", relationship: "friend" as const, notes: "" };
const RULES = { method: "rule_based_fallback", fallback_reason: "no_provider", status: "fallback" as const };

beforeEach(() => {
  vi.mocked(usePeople).mockReturnValue([sam]);
  vi.mocked(usePreferences).mockReturnValue(UNCHOSEN);
});

function Shown({ change, mood }: { change: Partial<AnalysisRow>; mood: Entry["mood"] }) {
  const entry = { id: "e", vid: "c.1", text: "Sam kam.", people: ["s"], mood, private: false } as unknown as Entry;
  const analysis = { ...unread("e"), ...change };
  return <Reflection entry={entry} analysis={analysis} marks={useMarks(entry, analysis)} />;
}

const show = (change: Partial<AnalysisRow>, mood: Entry["mood"] = null) =>
  render(
    <I18nProvider i18n={i18n}>
      <Shown change={change} mood={mood} />
    </I18nProvider>,
  );

it("does not hold what rules heard against the mood", () => {
  show({ ...RULES, sentiment_score: -0.9 }, 5);
  expect(screen.getByText("The writing leans heavy.")).toBeVisible();
  expect(screen.queryByText(/Both can be true/)).toBeNull();
});

it("sets the mood beside what a model heard, where they differ", () => {
  show({ method: "ai_powered", sentiment_score: -0.9 }, 5);
  expect(screen.getByText("You chose “Very good”. The writing leans heavy. Both can be true.")).toBeVisible();
});

it("names the language that rules do not know, and what they found all the same", () => {
  const name = { kind: "person", label: "s", quote: "Sam", start: 0, end: 3, polarity: null, strength: 1 };
  show({ ...RULES, language: "de", evidence: [name] });
  expect(screen.getByText(/knows English only\. This entry seems to be in German\.$/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Sam" })).toBeVisible();
  expect(screen.queryByText(/no clear tone|How sure|A model could/)).toBeNull();
});

it("says of a language it does not know that it is another one, and that a model could read it", () => {
  show({ ...RULES, fallback_reason: "consent_off", language: "und" });
  expect(screen.getByText(/This entry seems to be in another language\.$/)).toBeVisible();
  expect(screen.getByText(/^A model could read it\./)).toBeVisible();
  expect(screen.getByRole("link", { name: "Settings" })).toBeVisible();
});
