/** Changing what is finished, and saying more about it: back to how it was, empty, dated, about someone new. */

import { ADA } from "../support/account";
import * as app from "../support/app";
import { press, tabTo } from "../support/keyboard";
import { expect, test } from "../support/test";

const FINISHED = { text: "We drove to the coast.", title: "Coast", mood: 4, tags: ["us"] };
const EMPTY = "An entry needs at least one character. The last saved text is kept.";

test("a finished entry can be put back as it was, from the keyboard, and changed again", async ({ page, ada }) => {
  const { id } = await ada.createEntry(FINISHED);
  await app.signIn(page, ADA, `/e/${id}/edit`);
  const undo = page.getByRole("button", { name: "Undo my changes" });
  const redo = page.getByRole("button", { name: "Redo my changes" });
  const title = page.getByRole("textbox", { name: "Title" });
  await expect(undo).toBeDisabled();

  await test.step("everything is changed, and saved", async () => {
    await app.field(page).fill("Nothing happened.");
    await title.fill("Nothing");
    await page.getByRole("radio", { name: "Very low" }).check();
    await page.getByRole("button", { name: "Remove us" }).click();
    await page.getByRole("switch", { name: "Keep from AI" }).check();
    await app.isSaved(page);
    await app.isInStep(page);
    expect(await ada.entries()).toMatchObject([
      { text: "Nothing happened.", title: "Nothing", mood: 1, tags: [], private: true },
    ]);
  });

  await test.step("back to how it was", async () => {
    await press(page, undo);
    await expect(app.field(page)).toHaveValue(FINISHED.text);
    await expect(title).toHaveValue(FINISHED.title);
    await expect(redo).toBeFocused();
    await app.isInStep(page);
    await expect.poll(() => ada.entries()).toMatchObject([{ ...FINISHED, private: false }]);
  });

  await test.step("and forward again", async () => {
    await page.keyboard.press("Enter");
    await expect(app.field(page)).toHaveValue("Nothing happened.");
    await expect(undo).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(app.field(page)).toHaveValue(FINISHED.text);
    await page.getByRole("button", { name: "Done" }).click();
    await expect(app.heading(page)).toHaveText(FINISHED.title);
    await app.isInStep(page);
    await expect.poll(() => ada.entries()).toMatchObject([{ ...FINISHED, private: false }]);
  });
});

test("who empties a finished entry is told at once that its text is kept, and what can be done", async ({
  page,
  ada,
}) => {
  const { id } = await ada.createEntry(FINISHED);
  await app.signIn(page, ADA, `/e/${id}/edit`);

  await test.step("leaving keeps the text, and says so", async () => {
    await app.field(page).fill("");
    await expect(app.stateLine(page)).toContainText(EMPTY);
    await expect(app.stateLine(page)).toContainText("0 words");
    await expect(page.getByRole("button", { name: "Done" })).toBeDisabled();
    await app.goTo(page, "Journal");
    await expect(app.messages(page)).toContainText("You left the entry empty. Its last saved text is kept.");
    await expect(page.getByRole("link", { name: FINISHED.text })).toBeVisible();
  });

  await test.step("the text can be had back", async () => {
    await page.goto(`/e/${id}/edit`);
    await app.field(page).fill("");
    await page.getByRole("button", { name: "Undo my changes" }).click();
    await expect(app.field(page)).toHaveValue(FINISHED.text);
    await expect(app.stateLine(page)).not.toContainText(EMPTY);
  });

  await test.step("or the entry deleted", async () => {
    await app.field(page).fill("");
    await page.getByRole("button", { name: "Delete entry" }).click();
    await expect(page.getByText("Nothing written yet. The first line is the hard one.")).toBeVisible();
    await app.messages(page).getByRole("button", { name: "Undo" }).click();
    await expect(page.locator("main")).toContainText(FINISHED.text);
  });
});

test("everything that can be said about an entry is in sight on a desktop", async ({ page, ada }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const { id } = await ada.createEntry(FINISHED);
  await app.signIn(page, ADA, "/new");
  const bar = page.getByRole("button", { name: /^(Finish entry|Done)$/ });
  for (const path of ["/new", `/e/${id}/edit`]) {
    await page.goto(path);
    const foot = await bar.boundingBox();
    for (const label of ["Good", "People", "Tags", "Keep from AI", "Date"]) {
      const box = await page.getByLabel(label, { exact: true }).boundingBox();
      expect((box?.y ?? Number.NaN) + (box?.height ?? 0), `${label} on ${path}`).toBeLessThan(foot?.y ?? 0);
    }
    expect((await app.field(page).boundingBox())?.height, path).toBeGreaterThan(200);
  }
});

test("a date that the server would refuse is refused with the dates there are", async ({ page, ada }) => {
  const { id } = await ada.createEntry({ ...FINISHED, written_at: "2026-11-20T10:00:00.000Z" });
  await app.signIn(page, ADA, `/e/${id}/edit`);
  const date = page.getByLabel("Date");
  for (const refused of ["9999-12-31T23:00", "0202-12-31T10:00"]) {
    await date.fill(refused);
    await app.field(page).focus();
    await expect(date).toHaveAccessibleDescription(
      "Choose a date between 1 January 1000 and 29 December 9999. The entry keeps the one it has.",
    );
    await expect(date).toHaveValue("2026-11-20T11:00");
  }
  await date.fill("1999-12-31T11:00");
  await app.field(page).focus();
  await expect(date).toHaveAccessibleDescription("");
  await app.isInStep(page);
  await expect.poll(() => ada.entries()).toMatchObject([{ written_at: "1999-12-31T10:00:00.000Z" }]);
  for (const written_at of ["1000-01-01T00:00:00.000Z", "9999-12-29T23:59:00.000Z"]) {
    expect(await ada.changeEntry(id, { written_at })).toMatchObject({ written_at });
  }
});

test("someone new is asked about where they were added, and the answer comes from the keyboard", async ({
  page,
  ada: _,
}) => {
  await app.signIn(page, ADA, "/new");
  await page.getByLabel("People").fill("Noor");
  await page.keyboard.press("Enter");
  const question = page.getByRole("group", { name: "Who is Noor to you?" });
  await expect(question).toBeInViewport({ ratio: 1 });
  await expect(page.getByLabel("People")).toBeFocused();
  await tabTo(page, question.getByRole("radio", { name: "Partner" }));
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(question.getByRole("radio", { name: "Family" })).toBeChecked();
  await app.isInStep(page);
  await app.goTo(page, "People");
  await expect(page.getByRole("article").filter({ hasText: "Noor" })).toContainText("Family");
});

test("a long title has the whole width of the page to itself", async ({ page, ada }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const title = "A title that is rather long, because some people like to write the whole first sentence into it";
  const { id } = await ada.createEntry({ ...FINISHED, title: `${title} of the ${"long".repeat(20)}` });
  await app.signIn(page, ADA, `/e/${id}`);
  const [heading, edit] = [await app.heading(page).boundingBox(), page.getByRole("link", { name: "Edit" })];
  const text = await page.getByText(FINISHED.text).first().boundingBox();
  expect(heading?.width).toBeGreaterThan((text?.width ?? Number.NaN) * 0.95);
  expect((await edit.boundingBox())?.y).toBeGreaterThan((heading?.y ?? 0) + (heading?.height ?? 0));
});
