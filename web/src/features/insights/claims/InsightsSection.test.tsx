import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { fetchInsights, type Insight, type Insights, sayOfInsight } from "@/api/insights";
import { i18n } from "@/i18n";
import { InsightsSection } from "./InsightsSection";

vi.mock(import("@/api/insights"));
vi.mock(import("@/lib/useNarrow"), () => ({ useNarrow: () => false }));

const Words = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;

const PUT_ASIDE: Insight = {
  id: "0198f3a2-7c12-7000-8000-000000000001",
  kind: "starter",
  feedback: "acted",
  parameters: {
    theme: "money",
    person_id: null,
    tag: null,
    weekday: null,
    part_of_day: null,
    measure: null,
    is_high: null,
    days: null,
    mood_is_higher: null,
    entries: null,
  },
  share: { hits: 4, of: 5 },
  otherwise: null,
  effect: null,
  certainty: "guess",
  entries: 20,
  from: "2026-10-01",
  to: "2026-11-12",
  evidence: [],
  counter: [],
};

const told = (...items: Insight[]): Insights => ({
  items,
  progress: { entries: 20, days: 20, days_needed: 3, pattern_days: 20, pattern_days_needed: 30 },
  never: [],
});

it("lists what was put aside, to have it told again", async () => {
  vi.mocked(fetchInsights).mockImplementation(async (status) => (status === "acted" ? told(PUT_ASIDE) : told()));
  vi.mocked(sayOfInsight).mockResolvedValue();
  render(<InsightsSection />, { wrapper: Words });
  await userEvent.click(await screen.findByText("What you put aside"));
  expect(screen.queryByText("What you called not right")).toBeNull();
  vi.mocked(fetchInsights).mockResolvedValue(told());
  await userEvent.click(screen.getByRole("button", { name: /^Tell it again: / }));
  expect(sayOfInsight).toHaveBeenCalledWith(PUT_ASIDE.id, null);
  await vi.waitFor(() => expect(screen.queryByText("What you put aside")).toBeNull());
});
