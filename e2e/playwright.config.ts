/** How the end-to-end tests run: two at a time, never twice, in the Chromium of the system. */

import { defineConfig } from "@playwright/test";

const timezoneId = "Europe/Berlin";
// Tests that reckon with days mean those of the browser.
process.env.TZ = timezoneId;

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  // Generous, for busy machines: what is waited for is a condition, so a quick one costs nothing.
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    locale: "en-GB",
    timezoneId,
    browserName: "chromium",
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
