import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { fetchQueue } from "@/api/queue";
import { i18n } from "@/i18n";
import Queue from "./Queue";

const Words = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;

vi.mock(import("@/api/queue"));

it("counts what waits, runs and was given up, and why", async () => {
  vi.mocked(fetchQueue).mockResolvedValue([
    {
      kind: "analysis.read@1",
      waiting: 3,
      waiting_since: new Date(Date.now() - 5 * 60_000).toISOString(),
      running: 1,
      given_up: [
        { causes: ["http_503", "declined"], count: 2 },
        { causes: ["internal"], count: 1 },
      ],
    },
    { kind: "of.a.newer.server@1", waiting: 0, waiting_since: null, running: 0, given_up: [] },
  ]);
  render(<Queue />, { wrapper: Words });
  expect(await screen.findByText("Reading entries")).toBeVisible();
  expect(screen.getByText("3 wait, the first was due 5 minutes ago, 1 is under way.")).toBeVisible();
  expect(
    screen.getByText("2 given up: a model answered with the error 503, a model declined to read it."),
  ).toBeVisible();
  expect(screen.getByText("1 given up: something went wrong on the server.")).toBeVisible();
  expect(screen.getByText("of.a.newer.server@1")).toBeVisible();
});
