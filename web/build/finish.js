// After `vite build`: writes csp.json, adds the font's licence, and puts a .br and a .gz beside every file that gains from it.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { hash, injectedStyles, inlineScripts } from "./csp.js";
import { DIST, MANIFEST, WORKER } from "./paths.js";
import { workerFor } from "./worker.js";

/** A part of React Aria's style; when it is gone, the search for injected styles has gone blind. */
const KNOWN_STYLE = "touch-action: pan-x pan-y pinch-zoom";
const COMPRESSIBLE = /\.(?:html|js|css|svg|txt|json|webmanifest)$/;

/** All files below {@link DIST}, relative to it. */
function files() {
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function moveManifest() {
  mkdirSync(dirname(MANIFEST), { recursive: true });
  renameSync(join(DIST, "manifest.json"), MANIFEST);
}

/** The font's licence asks to travel with it. */
function copyFontLicense() {
  mkdirSync(join(DIST, "licenses"), { recursive: true });
  copyFileSync(
    createRequire(import.meta.url).resolve("@fontsource/literata/LICENSE"),
    join(DIST, "licenses/literata.txt"),
  );
}

function writeCsp() {
  const scripts = files().filter((file) => file.endsWith(".js"));
  const styles = new Set(scripts.flatMap((file) => injectedStyles(file, readFileSync(file, "utf8"))));
  if (![...styles].some((style) => style.includes(KNOWN_STYLE))) {
    throw new Error(
      `no built script injects "${KNOWN_STYLE}": did React Aria change, or build/csp.js fail to find it?`,
    );
  }
  const policy = {
    style_hashes: [...styles].map(hash).sort(),
    script_hashes: inlineScripts(readFileSync(join(DIST, "index.html"), "utf8")).map(hash),
  };
  writeFileSync(join(DIST, "csp.json"), `${JSON.stringify(policy, undefined, 2)}\n`);
}

function writeWorker() {
  const built = files().map((file) => ({ name: relative(DIST, file), bytes: readFileSync(file) }));
  writeFileSync(join(DIST, "sw.js"), workerFor(readFileSync(WORKER, "utf8"), built));
}

/** @param {string} file */
function compress(file) {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

moveManifest();
copyFontLicense();
writeWorker();
files()
  .filter((file) => COMPRESSIBLE.test(file))
  .forEach(compress);
writeCsp();
