/** How the scripts run that are no tests: `pnpm -C e2e screenshots` and `pnpm -C e2e measure`. */

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig({
  ...tests,
  testDir: ".",
  testMatch: ["screenshots.ts", "measure.ts", "measure-kept.ts"],
  workers: 1,
  timeout: 120_000,
  use: { ...tests.use, trace: "off" },
});
