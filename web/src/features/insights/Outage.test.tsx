import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Unreachable } from "@/api/problem";
import { Outage } from "./Outage";

const NOW = new Date(2026, 10, 21, 9, 30);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const since = (date: Date | undefined) =>
  render(<Outage error={new Unreachable("cable")} since={date} onRetry={() => {}} />);

it("says at what time today the numbers were computed", () => {
  since(new Date(2026, 10, 21, 8, 2));
  expect(screen.getByText(/^The server is out of reach\. This is how it was at 0?8:02( AM)?\.$/)).toBeVisible();
});

it("says the day of older numbers", () => {
  since(new Date(2026, 10, 20, 23, 50));
  expect(screen.getByText(/This is how it was on (20 Nov|Nov 20) at (23:50|11:50 PM)\.$/)).toBeVisible();
});

it("has no numbers to speak of without any", () => {
  since(undefined);
  expect(screen.queryByText(/how it was/)).toBeNull();
});
