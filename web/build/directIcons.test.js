import { expect, it } from "vitest";
import { direct, filesOf } from "./directIcons.js";

const files = filesOf(`export { index as icons };
export { default as LucideTrash, default as Trash2 } from './icons/trash.mjs';
export { default as Sun } from './icons/sun.mjs';`);

it("imports each icon from its own file, under the name that it is used by", () => {
  expect(direct(`import { Sun, Trash2 as Bin } from "lucide-react";\nuse(Sun);`, files)).toBe(
    `import Sun from "lucide-react/icons/sun"; import Bin from "lucide-react/icons/trash";\nuse(Sun);`,
  );
});

it("does not let a name pass that is no icon", () => {
  expect(() => direct(`import { createLucideIcon } from "lucide-react"`, files)).toThrow("no icon createLucideIcon");
});
