import { expect, it } from "vitest";
import { excerptOf } from "./excerpt";

it("leaves out empty lines, and keeps the others", () => {
  expect(excerptOf("Morning.\n\n  \nNoon.\r\n\r\nEvening.\nNight.")).toBe("Morning.\nNoon.\nEvening.\nNight.");
  expect(excerptOf("\n\nMorning.")).toBe("Morning.");
});

it("is short, however long the text is", () => {
  expect(excerptOf(`${"word ".repeat(10_000)}`)).toHaveLength(400);
});
