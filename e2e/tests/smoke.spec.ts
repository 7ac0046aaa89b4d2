/** The page comes up at all: under a strict policy, without a complaint, asking nobody but its server. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/test";

test("the first page loads under a strict content policy", async ({ page }) => {
  const answer = await page.goto("/");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toContain("unsafe-eval");

  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
