// Writes the service worker: worker/sw.js with the names of the files it keeps.
import { createHash } from "node:crypto";

/** What a page may ask for. The rest is for the server, for robots, or for lawyers. */
const KEPT = /^(?:index\.html|app\.webmanifest|favicon\.svg|icons\/[^/]+\.png|assets\/.+\.(?:js|css|woff2|svg))$/;

/**
 * @param {string} source
 * @param {readonly { name: string, bytes: Uint8Array }[]} files all that was built
 */
export function workerFor(source, files) {
  const kept = files.filter(({ name }) => KEPT.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const version = createHash("sha256");
  for (const { name, bytes } of kept) version.update(name).update(bytes);
  const names = JSON.stringify(kept.map(({ name }) => `/${name}`));
  return put(
    put(source, "/* files */ []", names),
    '/* version */ ""',
    JSON.stringify(version.digest("hex").slice(0, 16)),
  );
}

/** @param {string} source @param {string} mark @param {string} value */
function put(source, mark, value) {
  if (source.split(mark).length !== 2) throw new Error(`worker/sw.js must have one place for ${mark}`);
  return source.replace(mark, () => value);
}
