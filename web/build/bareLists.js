// A Vite plugin: leaves the comments out of a list that comes with the first page.
import { readFileSync } from "node:fs";

/** @returns {import("vite").Plugin} */
export function bareLists() {
  return {
    name: "bare-lists",
    apply: "build",
    enforce: "pre",
    load: {
      filter: { id: /\/lexicon\/doubtful_names\.txt\?raw$/ },
      handler: (id) => `export default ${JSON.stringify(bare(readFileSync(id.replace(/\?raw$/, ""), "utf8")))};`,
    },
  };
}

/** @param {string} list */
export function bare(list) {
  return list.replace(/^#.*\n/gm, "");
}
