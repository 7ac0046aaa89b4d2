// Holds the build to its size budgets. Sizes are those of the brotli copies, in kB of 1000 bytes.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { FIRST_ROUTES } from "./firstPage.js";
import { DIST, MANIFEST } from "./paths.js";

const BUDGET = { firstJs: 130, firstTotal: 220, firstRequests: 15, lazyRoute: 60, chart: 20, search: 8 };

/** @typedef {{ file: string, src?: string, css?: string[], imports?: string[], dynamicImports?: string[], isEntry?: boolean }} Chunk */
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(MANIFEST, "utf8"));

/** @param {string} key */
function chunk(key) {
  const found = manifest[key];
  if (!found) throw new Error(`the manifest has no ${key}`);
  return found;
}

/** Everything that is loaded with `keys`, without what is loaded on demand. @param {string[]} keys */
function closure(keys) {
  const seen = new Set(keys);
  for (const key of seen) for (const next of chunk(key).imports ?? []) seen.add(next);
  return seen;
}

/** @param {string} file */
function kilobytes(file) {
  const path = join(DIST, file);
  const sent = /\.woff2$/.test(file) ? path : `${path}.br`;
  return statSync(sent).size / 1000;
}

/** @param {Iterable<string>} files */
const sum = (files) => [...files].reduce((total, file) => total + kilobytes(file), 0);

/** @param {Iterable<string>} keys */
const scripts = (keys) => new Set([...keys].map((key) => chunk(key).file).filter((file) => file.endsWith(".js")));

const routes = Object.keys(manifest).filter((key) => key.startsWith("src/routes/"));
const firstKeys = routes.filter((key) => FIRST_ROUTES.includes(key.split("?")[0] ?? ""));
const first = closure(["index.html", ...firstKeys]);
const firstScripts = scripts(first);
const firstRest = ["index.html", ...new Set([...first].flatMap((key) => chunk(key).css ?? [])), ...fonts()];

function fonts() {
  return Object.values(manifest)
    .map((entry) => entry.file)
    .filter((file) => file.endsWith(".woff2"));
}

/** The search in the page, and the worker, which is in no manifest. */
function searchFiles() {
  const files = readdirSync(join(DIST, "assets")).filter((file) => /^(?:search|worker)-[^.]+\.js$/.test(file));
  if (files.length !== 2) throw new Error(`the search is in ${files.length} files`);
  return files.map((file) => join("assets", file));
}

/** What `key` adds to the scripts that are `there`. @param {string} key */
function added(key, there = firstScripts) {
  return sum([...scripts(closure([key]))].filter((file) => !there.has(file)));
}

/** The first page's scripts, and what pages beyond it share: there before any chart is. */
function scriptsOfPages() {
  return new Set([...firstScripts, ...scripts(Object.keys(manifest).filter((key) => key.startsWith("_shared-")))]);
}

/** @type {[name: string, value: number, budget: number][]} */
const rows = [
  ["first page, scripts", sum(firstScripts), BUDGET.firstJs],
  ["first page, all", sum(firstScripts) + sum(firstRest), BUDGET.firstTotal],
  ["first page, requests", firstScripts.size + firstRest.length, BUDGET.firstRequests],
  ...routes
    .filter((key) => !firstKeys.includes(key))
    .map(
      (key) => /** @type {[string, number, number]} */ ([key.replace("src/routes/", ""), added(key), BUDGET.lazyRoute]),
    ),
  ...Object.keys(manifest)
    .filter((key) => key.startsWith("_charts-"))
    .map((key) => /** @type {[string, number, number]} */ ([key, added(key, scriptsOfPages()), BUDGET.chart])),
  ["search, on both threads", sum(searchFiles()), BUDGET.search],
];

let over = false;
for (const [name, value, budget] of rows) {
  const late = value > budget;
  over ||= late;
  process.stdout.write(
    `${late ? "OVER " : "     "}${value.toFixed(1).padStart(7)} of ${String(budget).padStart(3)}  ${name}\n`,
  );
}
if (over) process.exitCode = 1;
