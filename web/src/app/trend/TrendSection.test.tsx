import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { DashboardDay } from "@/api/dashboard";
import { dayNumber, dayOfNumber } from "@/charts/series";
import { localDay } from "@/sync/filter";
import { TrendSection } from "./TrendSection";

vi.mock(import("@tanstack/react-router"), async (original) => ({ ...(await original()), Link: (() => null) as never }));

/** A day with one entry for each distance from today. */
const daysAgo = (...distances: number[]): DashboardDay[] =>
  distances.map((distance) => ({
    date: dayOfNumber(dayNumber(localDay(new Date())) - distance),
    mood: null,
    tone: null,
    entries: 1,
  }));

describe("a journal that has just begun", () => {
  it("says how far it is, and has no time to choose", () => {
    render(<TrendSection days={daysAgo(0)} total={1} />);
    expect(screen.getByText(/^One day so far/)).toBeVisible();
    expect(screen.queryByRole("radio")).toBeNull();
    expect(screen.getByText("No mood named yet")).toBeInTheDocument();
  });
});

describe("an older journal with a quiet year", () => {
  it("is not told that it has just begun", () => {
    render(<TrendSection days={daysAgo(0)} total={400} />);
    expect(screen.queryByText(/so far/)).toBeNull();
    expect(screen.getByText("No mood named in this time")).toBeInTheDocument();
    expect(screen.getByText("No clear tone in this time")).toBeInTheDocument();
  });
});

describe("the chart's control", () => {
  it("is named by what a step of it is", async () => {
    render(<TrendSection days={daysAgo(300, 200, 2, 1, 0)} total={5} />);
    expect(screen.getByRole("slider", { name: "Mood and tone by day" })).toBeInTheDocument();
    await userEvent.click(screen.getByRole("radio", { name: "A year" }));
    expect(screen.getByRole("slider", { name: "Mood and tone by week" })).toBeInTheDocument();
  });
});
