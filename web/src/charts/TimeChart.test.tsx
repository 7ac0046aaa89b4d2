import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { dayNumber, type Point } from "./series";
import { type Series, TimeChart } from "./TimeChart";

const series: Series<"mood">[] = [
  {
    key: "mood",
    label: "Mood",
    domain: [1, 5],
    base: 1,
    none: "No mood",
    grid: [
      { value: 1, word: "Low" },
      { value: 5, word: "High" },
    ],
    stroke: "",
    fill: "",
  },
];
const points: Point<"mood">[] = [
  { day: "2026-11-01", values: { mood: 2 } },
  { day: "2026-11-02", values: { mood: null } },
  { day: "2026-11-03", values: { mood: 5 } },
];

function draw(drawn = points) {
  return render(
    <TimeChart
      title="Your mood rose."
      label="Mood by day"
      series={series}
      points={drawn}
      reach={7}
      span={[dayNumber("2026-11-01"), dayNumber("2026-11-03")]}
      describe={({ day, values }) => `${day}: ${values.mood ?? "no mood"}`}
      action={({ day }) => <a href={`#${day}`}>Read</a>}
      table={<table />}
    />,
  );
}

describe("TimeChart", () => {
  it("starts at the latest point and walks along the points by keyboard, reading each out", async () => {
    draw();
    const slider = screen.getByRole("slider", { name: "Mood by day" });
    expect(slider).toHaveAttribute("aria-valuetext", "2026-11-03: 5");
    await userEvent.tab();
    expect(slider).toHaveFocus();
    await userEvent.keyboard("{ArrowLeft}");
    expect(slider).toHaveAttribute("aria-valuetext", "2026-11-02: no mood");
    await userEvent.keyboard("{Home}");
    expect(slider).toHaveAttribute("aria-valuetext", "2026-11-01: 2");
    expect(slider).toHaveAttribute("aria-valuenow", "1");
  });

  it("shows the chosen point in words, with what can be done about it", async () => {
    draw();
    await userEvent.tab();
    await userEvent.keyboard("{Home}");
    expect(screen.getByText("2026-11-01: 2")).toBeVisible();
    expect(screen.getByRole("link", { name: "Read" })).toHaveAttribute("href", "#2026-11-01");
  });

  it("ties dots without a line to the axis, and says when there are none", () => {
    const { container, unmount } = draw(points.slice(0, 1));
    expect(container.querySelector("path")?.getAttribute("d")).toMatch(/^M[\d.]+,[\d.]+V[\d.]+$/);
    unmount();
    draw(points.slice(1, 2));
    expect(screen.getByText("No mood")).toBeInTheDocument();
  });
});
