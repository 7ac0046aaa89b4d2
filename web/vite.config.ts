import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { bareLists } from "./build/bareLists.js";
import { directIcons } from "./build/directIcons.js";
import { isOnFirstPage } from "./build/firstPage.js";
import { inlineMessages } from "./build/inlineMessages.js";

/** Where `pnpm dev` finds the server. */
const SERVER = "http://127.0.0.1:4747";

/**
 * Turns `t` and `<Trans>` into message descriptors with the English in them: English needs no catalogue, and in any
 * other language a text that its catalogue lacks is shown in English, never as an id.
 */
const linguiMacro = {
  preset: () => ({ plugins: [["@lingui/babel-plugin-lingui-macro", { stripMessageField: false }], inlineMessages] }),
  rolldown: { filter: { code: /@lingui\/(?:core|react)\/macro/ } },
};

/** Asks for the reading face with the page: with `font-display: optional` a late font is not shown at all. */
const preloadFont: Plugin = {
  name: "preload-font",
  transformIndexHtml: {
    order: "post",
    handler(_, { bundle = {} }) {
      const fonts = Object.keys(bundle).filter((file) => file.endsWith(".woff2"));
      return fonts.map((file) => ({
        tag: "link",
        attrs: { rel: "preload", href: `/${file}`, as: "font", type: "font/woff2", crossorigin: "" },
        injectTo: "head",
      }));
    },
  },
};

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  plugins: [
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      // Error pages stay with the first script: they must show when nothing more can be loaded.
      codeSplittingOptions: { defaultBehavior: [["component"]] },
      quoteStyle: "double",
      semicolons: true,
    }),
    react(),
    babel({ presets: [linguiMacro] }),
    lingui(),
    tailwindcss(),
    directIcons(),
    bareLists(),
    preloadFont,
  ],
  build: {
    target: ["chrome125", "edge125", "firefox126", "safari17.5"],
    // For the size check; build/finish.js moves it out of the folder that is served.
    manifest: "manifest.json",
    // Every file is a request to our own server under a strict content policy: nothing is inlined as a data URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "search", test: /\/src\/search\// },
            {
              name: "charts",
              test: /\/src\/(?:charts|app\/trend)\/(?!days\.ts|series\.ts|Sparkline\.tsx)|\/node_modules\/d3-/,
            },
            // For the pages that compare texts, not for the first page.
            { name: "diff", test: /\/src\/(?:lib\/diff\/|ui\/MarkedText)|\/node_modules\/diff\// },
            // For setting a lock, shutting and opening it, and never for the first page.
            {
              name: "passkey",
              test: /\/src\/(?:app\/device\/(?:passkey|offer|lockNow|lockAnyway|CoverPage)|sync\/device\/passkeyLock)/,
            },
            {
              name: "vendor",
              test: /\/node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack|@lingui|valibot)\//,
            },
            // Small parts that several pages share: one request rather than a dozen, or two, since those that the first
            // page does without are apart. Dialogs bring React Aria, so not them.
            {
              name: (id, graph) => (isOnFirstPage(id, graph) ? "common" : "shared"),
              debugName: "common",
              test: /\/src\/(?!.*(?:Dialog|Sheet)\.tsx)|\/lexicon\/|\/lucide-react\//,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: { "/api": { target: SERVER, ws: true } },
    // The list of names that are words is the server's own.
    fs: { allow: [".", "../crates/domain/lexicon"] },
  },
  test: {
    retry: 0,
    // Generous, for busy machines: what is waited for is a condition.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "logic",
          include: ["{src,build}/**/*.test.{ts,js}"],
          environment: "node",
          setupFiles: ["src/testing/language.ts"],
        },
      },
      {
        extends: true,
        test: {
          // Against the server's own core, which has to be built: `cargo xtask campaign engine`.
          name: "core",
          include: ["src/sync/testing/*.core.ts"],
          environment: "node",
        },
      },
      {
        extends: true,
        test: {
          name: "components",
          include: ["src/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["src/testing/language.ts", "src/testing/page.ts"],
        },
      },
    ],
  },
});
