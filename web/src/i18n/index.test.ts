import { setupI18n } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import { describe, expect, it } from "vitest";
import { messages as english } from "./en.po";

const write = msg`Write`;
const counted = (count: number) => msg`${plural(count, { one: "# entry", other: "# entries" })}`;

describe("English", () => {
  it("needs no catalogue, and nobody to take messages apart", () => {
    const i18n = setupI18n({ locale: "en", messages: { en: {} } });
    i18n.setMessagesCompiler((message) => {
      throw new Error(`"${message}" is not taken apart`);
    });
    expect(i18n._(write)).toBe("Write");
    expect(i18n._(counted(1))).toBe("1 entry");
    expect(i18n._(counted(1200))).toBe("1,200 entries");
  });
});

describe("another language", () => {
  it("is a catalogue, under the names of the English one; what it lacks is shown in English", () => {
    expect(english).toHaveProperty(write.id);
    const i18n = setupI18n({ locale: "de", messages: { de: { [write.id]: ["Schreiben"] } } });
    expect(i18n._(write)).toBe("Schreiben");
    expect(i18n._(counted(1))).toBe("1 entry");
  });
});
