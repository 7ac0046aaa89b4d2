/** How the pictures of the documentation are taken: `pnpm -C e2e screenshots`. */

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig({
  ...tests,
  testDir: ".",
  testMatch: "screenshots.ts",
  timeout: 120_000,
});
