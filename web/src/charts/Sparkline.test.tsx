import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Sparkline } from "./Sparkline";

const week = (day: number, mean: number) => ({ at: new Date(Date.UTC(2026, 8, 7 + 7 * day)).toISOString(), mean });

function dots(...weeks: { at: string; mean: number }[]) {
  const { container } = render(<Sparkline weeks={weeks} />);
  return [...container.querySelectorAll("circle")].map((dot) => ({
    x: Number(dot.getAttribute("cx")),
    r: Number(dot.getAttribute("r")),
    isLast: dot.classList.contains("fill-accent"),
  }));
}

it("draws the only week there is as a dot in the middle that can be seen", () => {
  const [last, ...rest] = dots(week(0, 60)).reverse();
  expect(last).toMatchObject({ x: 48, isLast: true });
  expect(last?.r).toBeGreaterThan(3);
  expect(rest.every(({ r }) => r < 3)).toBe(true);
});

it("draws a week between two gaps as a dot, and none along a line", () => {
  expect(dots(week(0, 50), week(1, 60), week(4, 70), week(8, 40), week(9, 50))).toMatchObject([
    { r: 2, isLast: false },
    { isLast: true },
  ]);
});
