import { fileURLToPath } from "node:url";

/** The folder that is served. */
export const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
/** The service worker as it is written. */
export const WORKER = fileURLToPath(new URL("../worker/sw.js", import.meta.url));
/** Vite's map from sources to built files. It is for the size check only, so it is kept out of {@link DIST}. */
export const MANIFEST = fileURLToPath(new URL("../node_modules/.cache/hearken/manifest.json", import.meta.url));
