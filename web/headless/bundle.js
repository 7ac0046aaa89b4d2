// Makes one file that Node.js runs, of the sync client as it is shipped: node headless/bundle.js <folder>
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const [outDir] = process.argv.slice(2);
if (outDir === undefined) throw new Error("say where to: node headless/bundle.js <folder>");

await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  resolve: { alias: { "@": `${root}src` } },
  ssr: { noExternal: true },
  build: { ssr: "headless/client.ts", outDir, emptyOutDir: true, target: "node20", minify: false },
});
