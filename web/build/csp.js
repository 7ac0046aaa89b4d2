// Finds what the built page adds inline, and hashes it for the content security policy.
import { createHash } from "node:crypto";
import vm from "node:vm";

const CREATES_STYLE = /createElement\((["'`])style\1\)/g;
const SETS_TEXT = /\.textContent\s*=\s*((["'`])(?:\\.|(?!\2).)*\2(?:\.trim\(\))?)/s;
/** How far behind its creation a style element's text may stand. */
const REACH = 400;
/** React's own, for `<style precedence>` in JSX. The app has none. */
const REACTS_OWN = /^[^;]*;?[^;]*\.precedence\b/;

/** @param {string} text */
export function hash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/**
 * The texts of all style elements that a built script creates. Throws when one of them cannot be told from the code:
 * its hash would be missing, and the browser would drop the style.
 * @param {string} file
 * @param {string} code
 */
export function injectedStyles(file, code) {
  return [...code.matchAll(CREATES_STYLE)].flatMap((creation) => {
    const near = code.slice(creation.index, creation.index + REACH);
    if (REACTS_OWN.test(near)) return [];
    const text = near.match(SETS_TEXT)?.[1];
    if (!text) throw new Error(`${file} injects a style whose text is not a constant`);
    return [String(vm.runInNewContext(withConstants(text, code)))];
  });
}

/**
 * A template literal with the string constants of `code` that it mentions put in their places.
 * @param {string} template
 * @param {string} code
 */
function withConstants(template, code) {
  return template.replace(/\$\{([\w$]+)\}/g, (_, name) => {
    const definitions = [
      ...code.matchAll(new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}=(["'\`])([^"'\`]*)\\1`, "g")),
    ];
    const [only] = definitions;
    if (!only || definitions.length > 1) throw new Error(`the injected style depends on ${name}, which is no constant`);
    return only[2] ?? "";
  });
}

/**
 * The texts of the inline scripts of a page.
 * @param {string} html
 */
export function inlineScripts(html) {
  return [...html.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1] ?? "");
}
