import { describe, expect, it } from "vitest";
import { isOnFirstPage } from "./firstPage.js";

/** @type {Record<string, string[]>} */
const IMPORTERS = {
  "/web/src/ui/Button.tsx": ["/web/src/ui/Switch.tsx", "/web/src/app/Shell.tsx"],
  "/web/src/app/Shell.tsx": ["/web/src/routes/_app.tsx?tsr-split=component"],
  "/web/src/ui/Switch.tsx": ["/web/src/ui/Both.tsx", "/web/src/routes/_app/settings.tsx?tsr-split=component"],
  "/web/src/ui/Both.tsx": ["/web/src/ui/Switch.tsx"],
};
const graph = { getModuleInfo: (/** @type {string} */ id) => ({ importers: IMPORTERS[id] ?? [] }) };

describe("isOnFirstPage", () => {
  it("follows the imports up to a route of the first page", () => {
    expect(isOnFirstPage("/web/src/ui/Button.tsx", graph)).toBe(true);
  });

  it("does not count what only other pages bring, even where modules import each other", () => {
    expect(isOnFirstPage("/web/src/ui/Both.tsx", graph)).toBe(false);
  });
});
