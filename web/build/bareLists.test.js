import { expect, it } from "vitest";
import { bare } from "./bareLists.js";

it("leaves out the lines that are comments, and nothing else", () => {
  expect(bare("# Names.\nword: ace amber\n# Others.\ngiven: april #\n")).toBe("word: ace amber\ngiven: april #\n");
});
