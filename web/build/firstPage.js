// What the first page of a signed-in user consists of.

/** Its routes, beside the script that `index.html` asks for. */
export const FIRST_ROUTES = ["src/routes/_app.tsx", "src/routes/_app/index.tsx"];

const STARTS = ["src/main.tsx", ...FIRST_ROUTES];

/** @typedef {{ getModuleInfo: (id: string) => { readonly importers: readonly string[] } | null }} Graph */

/** Whether the first page brings the module `id` with it, by imports that are not put off. @param {string} id @param {Graph} graph */
export function isOnFirstPage(id, graph) {
  const above = new Set([id]);
  for (const module of above) {
    const path = module.split("?")[0] ?? "";
    if (STARTS.some((start) => path.endsWith(`/${start}`))) return true;
    for (const importer of graph.getModuleInfo(module)?.importers ?? []) above.add(importer);
  }
  return false;
}
