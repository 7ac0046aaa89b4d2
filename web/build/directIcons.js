// A Vite plugin: imports each icon from its own file. Through the package's index every icon seems to be imported by whoever imports
// one, so the build could not tell which of them the first page needs, and had to read all 1,700.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const INDEX = new URL("../node_modules/lucide-react/dist/esm/lucide-react.mjs", import.meta.url);
const IMPORT = /import \{([^}]*)\} from ["']lucide-react["'];?/g;

/** @returns {import("vite").Plugin} */
export function directIcons() {
  /** @type {ReadonlyMap<string, string>} */
  let files = new Map();
  return {
    name: "direct-icons",
    apply: "build",
    enforce: "post",
    buildStart() {
      files = filesOf(readFileSync(fileURLToPath(INDEX), "utf8"));
    },
    transform: { filter: { code: "lucide-react" }, handler: (code) => ({ code: direct(code, files), map: null }) },
  };
}

/** By name, the file of each icon that the package's `index` names; some have several names. @param {string} index */
export function filesOf(index) {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const [, names = "", file = ""] of index.matchAll(/export \{([^}]*)\} from ['"]\.\/icons\/([^'"]+)\.mjs['"]/g)) {
    for (const [, name = ""] of names.matchAll(/default as (\w+)/g)) files.set(name, file);
  }
  return files;
}

/** `code` with its icons from their own files. @param {string} code @param {ReadonlyMap<string, string>} files */
export function direct(code, files) {
  return code.replace(IMPORT, (_, names) =>
    names
      .split(",")
      .map(/** @param {string} it */ (it) => one(it, files))
      .join(" "),
  );
}

/** @param {string} specifier @param {ReadonlyMap<string, string>} files */
function one(specifier, files) {
  const [name = "", local = name] = specifier.trim().split(" as ");
  if (name === "") return "";
  const file = files.get(name);
  if (file === undefined) throw new Error(`lucide-react has no icon ${name}`);
  return `import ${local} from "lucide-react/icons/${file}";`;
}
