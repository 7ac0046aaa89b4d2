/** A model on the server's own machine: found, tried, added, reading, and taken away again, all in Settings. */

import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { expect, test } from "../support/test";

test.use({
  settings: async ({ simulator }, use) => use({ HEARKEN_LOCAL_MODEL_PORTS: new URL(simulator.baseUrl).port }),
});

test("a model of this machine is found, tried, added, and reads", async ({ page, simulator, ada: _ }) => {
  await app.signIn(page, ADA);
  await app.goTo(page, "Settings");
  const section = page.getByRole("region", { name: "Who reads your entries" });

  await test.step("found when it is looked for, and tried with an entry that nobody wrote", async () => {
    expect(simulator.requests).toBe(0);
    await section.getByRole("button", { name: "Look for one on this machine" }).click();
    await expect(section.getByRole("radio")).toHaveCount(1);
    await expect(section.getByRole("radio")).toBeChecked();
    await section.getByRole("button", { name: "Try how fast it reads" }).click();
    await expect(section.getByText(/^It read an entry in /)).toBeVisible();
    await isAccessible(page, "a model that was tried");
    expect(simulator.requests).toBe(1);
  });

  await test.step("added, it still reads nothing before it is allowed to", async () => {
    await section.getByRole("button", { name: "Add it" }).click();
    const consent = section.getByRole("switch", { name: /^Let .+ read my entries$/ });
    await expect(consent).not.toBeChecked();
    await consent.click();
    await expect(consent).toBeChecked();
    await app.isInStep(page);
    await app.write(page, "I am grateful for the quiet morning.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText(/Read by .+ at 127\.0\.0\.1:\d+\./);
    expect(simulator.requests).toBe(2);
  });

  await test.step("taken away, it is offered again", async () => {
    await app.goTo(page, "Settings");
    await page.getByRole("button", { name: "Take local model away" }).click();
    await expect(section.getByRole("button", { name: "Look for one on this machine" })).toBeVisible();
  });
});
