/** A model that may read entries: only after a yes, never what is kept from it, and what happens when it is away. */

import { isAccessible } from "../support/accessible";
import { ADA } from "../support/account";
import * as app from "../support/app";
import { noteReadingWords } from "../support/history";
import { expect, test } from "../support/test";

test.use({ settings: async ({ simulator }, use) => use(simulator.settings) });

test.beforeEach(async ({ page, ada: _ }) => {
  await app.signIn(page, ADA);
});

test("nothing is sent before the model was allowed to read, and nothing that is kept from it", async ({
  page,
  simulator,
}) => {
  await test.step("off at first: rules read, and the page says why", async () => {
    await app.write(page, "I am grateful for the quiet morning.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText("because reading by AI is switched off in Settings.");
    expect(simulator.requests).toBe(0);
  });

  await test.step("Settings names the model and its address, and what is sent", async () => {
    await app.goTo(page, "Settings");
    const section = page.getByRole("region", { name: "Who reads your entries" });
    await expect(section).toContainText(`Model sim at ${simulator.baseUrl}`);
    const consent = section.getByRole("switch", { name: /^Let .+ read my entries$/ });
    await expect(consent).not.toBeChecked();
    await consent.click();
    const leaving = page.getByRole("dialog", { name: "What would leave this server" });
    await expect(leaving.getByRole("blockquote")).toHaveText("I am grateful for the quiet morning.");
    await expect(leaving).toContainText("No tool can find everything");
    await page.keyboard.press("Escape");
    await expect(consent).not.toBeChecked();
    await consent.click();
    await leaving.getByRole("button", { name: /^Let .+ read$/ }).click();
    await expect(consent).toBeChecked();
    await app.isInStep(page);
    expect(simulator.requests).toBe(0);
  });

  await test.step("on: the next entry is read by the model, while one watches", async () => {
    await simulator.become("delay:1s");
    await app.write(page, "We laughed about the burned soup until midnight.");
    const readingWords = await noteReadingWords(page);
    await app.finish(page);
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
    expect((await readingWords()).slice(-2)).toEqual(["Reading your entry", "Reflected"]);
    expect(simulator.requests).toBe(1);
  });

  await test.step("kept from AI: this one stays on the server", async () => {
    await app.write(page, "What I would never say aloud.");
    await page.getByRole("switch", { name: "Keep from AI" }).check();
    await app.finish(page);
    await expect(app.reflection(page)).toContainText("because you keep this entry from AI.");
    expect(simulator.requests).toBe(1);
  });

  await test.step("no longer kept: the page says so, and offers to have it read", async () => {
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByRole("switch", { name: "Keep from AI" }).uncheck();
    await page.getByRole("button", { name: "Done" }).click();
    await expect(app.reflection(page)).toContainText("You no longer keep this entry from AI.");
    await expect(app.reflection(page)).toContainText("you kept this entry from AI then.");
    expect(simulator.requests).toBe(1);
    await page.getByRole("button", { name: "Read again" }).click();
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
    await expect(page.getByRole("button", { name: "Read again" })).toBeHidden();
    expect(simulator.requests).toBe(2);
  });

  await test.step("off again: nothing more is sent", async () => {
    await app.goTo(page, "Settings");
    await page.getByRole("switch", { name: /read my entries$/ }).uncheck();
    await app.isInStep(page);
    await app.write(page, "Just for the rules.");
    await app.finish(page);
    await expect(app.reflection(page)).toContainText("because reading by AI is switched off in Settings.");
    expect(simulator.requests).toBe(2);
  });
});

test("when the model fails, rules read; when it is well again, it can be asked again", async ({ page, simulator }) => {
  await app.goTo(page, "Settings");
  await page.getByRole("switch", { name: /read my entries$/ }).check();
  await simulator.become("500");

  await test.step("a basic reflection, with its reason", async () => {
    await app.write(page, "She apologised first, and I was relieved.");
    await app.finish(page);
    const reflection = app.reflection(page);
    await expect(reflection).toContainText("The model did not answer. It is asked again in a moment.");
    await expect(reflection).toContainText("Basic reflection", { timeout: 20_000 });
    await expect(reflection).toContainText(
      "The model was not reachable, so this uses simple rules. Your entry is safe.",
    );
    await expect(reflection.getByRole("heading", { name: "Tone" })).toBeVisible();
    expect(simulator.requests).toBeGreaterThan(1);
  });

  await test.step("the same in the lists", async () => {
    await app.goTo(page, "Today");
    await expect(page.getByRole("link", { name: "She apologised first" })).toContainText("Basic reflection");
    await page.getByRole("link", { name: "She apologised first" }).click();
  });

  await test.step("read again, this time by the model", async () => {
    await simulator.become("ok");
    await page.getByRole("button", { name: "Read again" }).click();
    await expect(app.reflection(page)).toContainText(/Read by sim at .+\./);
    await expect(app.reflection(page)).toContainText("Reflected");
    await expect(page.getByRole("button", { name: "Read again" })).toBeHidden();
    expect(simulator.requests).toBe(1);
  });
});

test("what would leave the server can be looked at, without names", async ({ page, simulator }) => {
  await app.write(page, "I had soup with Thandiwe 🌧. Call her on +44 20 7946 0958.");
  await app.finish(page);
  await page.getByRole("button", { name: "What would leave this server" }).click();
  const leaving = page.getByRole("dialog", { name: "What would leave this server" });
  await expect(leaving.getByRole("blockquote")).toHaveText("I had soup with <PERSON_1> 🌧. Call her on <PHONE_1>.");
  await expect(leaving.locator("mark")).toHaveText(["<PERSON_1>", "<PHONE_1>"]);
  await leaving.getByText("All of it, with what the model is told to do").click();
  await expect(leaving).toContainText("You read one entry of a private journal");
  await isAccessible(page, "what would leave");
  await page.keyboard.press("Escape");
  await expect(leaving).toBeHidden();
  expect(simulator.requests).toBe(0);
});
