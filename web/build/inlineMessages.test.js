import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { inlineMessages } from "./inlineMessages.js";

/** It has no types. */
const { transformSync } = createRequire(import.meta.url)("@babel/core");
const MACROS = 'import { msg, plural, t } from "@lingui/core/macro"; import { Trans } from "@lingui/react/macro";';

/** @param {string} code */
function transformed(code) {
  const plugins = [["@lingui/babel-plugin-lingui-macro", { stripMessageField: false }], inlineMessages];
  const parserOpts = { plugins: ["jsx"] };
  const made = transformSync(`${MACROS}\n${code}`, { plugins, parserOpts, babelrc: false, configFile: false });
  return made.code.replaceAll(/\s+/g, " ");
}

// Babel loads Lingui's plugin and settings with the first use, which on a busy machine takes longer than a test may.
transformed("t`Write`");

describe("inlineMessages", () => {
  it("takes plain words, places to fill and plurals apart", () => {
    expect(transformed("t`Write`")).toContain('message: ["Write"]');
    expect(transformed("t`Hello, ${name}.`")).toContain('message: ["Hello, ", ["name"], "."]');
    expect(transformed('t`${plural(n, { one: "# entry", other: "# entries" })}`')).toContain(
      'message: [["n", "plural", { offset: undefined, one: ["#", " entry"], other: ["#", " entries"] }]]',
    );
  });

  it("does so in sentences with markup, and in descriptors that are kept", () => {
    expect(transformed("x = <Trans>Read <b>{title}</b></Trans>")).toContain('message: ["Read <0>", ["title"], "</0>"]');
    expect(transformed('msg({ message: "Write", comment: "a button" })')).toContain('message: ["Write"]');
  });

  it("leaves the name by which a catalogue of another language finds the text", () => {
    expect(transformed("t`Write`")).toMatch(/id: "[\w+/]{6}"/);
  });

  it("touches nothing that is no message", () => {
    expect(transformed('x = { message: "Write" }')).toContain('x = { message: "Write" }');
  });

  it("stops the build at a message that has no text", () => {
    expect(() => transformed('msg({ id: "write" })')).toThrow(/no English text/);
    expect(() => transformed('msg({ message: "{broken" })')).toThrow();
  });
});
