import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { workerFor } from "./worker.js";

const source = readFileSync(new URL("../worker/sw.js", import.meta.url), "utf8");

/** What a site keeps, oldest first. */
class Caches {
  /** @type {Map<string, Map<string, Response>>} */
  all = new Map();

  /** @param {string} name */
  async open(name) {
    const files = this.all.get(name) ?? new Map();
    this.all.set(name, files);
    return {
      /** @param {string} file */
      match: async (file) => files.get(file),
      /** @param {string} file @param {Response} response */
      put: async (file, response) => void files.set(file, response),
    };
  }
  /** @param {string} name */
  async has(name) {
    return this.all.has(name);
  }
  /** @param {string} name */
  async delete(name) {
    return this.all.delete(name);
  }
  async keys() {
    return [...this.all.keys()];
  }
  /** @param {string} file @param {{ cacheName?: string }} options */
  async match(file, { cacheName } = {}) {
    const names = cacheName === undefined ? await this.keys() : [cacheName];
    return names.map((name) => this.all.get(name)?.get(file)).find((it) => it);
  }
}

/** @type {Caches} */
let caches;
/** @type {{ installing?: object, waiting?: object }} */
let registration;

beforeEach(() => {
  caches = new Caches();
  registration = {};
});

/** The worker of a version of the app, with the server that it comes from. @param {string} version */
function release(version, status = 200) {
  /** @type {Record<string, (event: object) => void>} */
  const listeners = {};
  const self = {
    registration,
    addEventListener: (/** @type {string} */ name, /** @type {() => void} */ run) =>
      Object.assign(listeners, { [name]: run }),
  };
  const text = workerFor(source, [{ name: "index.html", bytes: new TextEncoder().encode(version) }]);
  new Function("self", "caches", "fetch", text)(self, caches, async () => new Response(version, { status }));
  /** @param {string} name @returns {Promise<void>} */
  const run = (name) => new Promise((resolve) => listeners[name]?.({ waitUntil: resolve }));
  return { install: () => run("install"), begin: () => run("activate") };
}

/** The versions whose files are there. */
async function versions() {
  const pages = [...caches.all.values()].map((files) => files.get("/index.html")?.clone().text() ?? "nothing");
  return Promise.all(pages);
}

describe("the files of the version that runs", () => {
  beforeEach(async () => {
    const first = release("one");
    await first.install();
    await first.begin();
  });

  it("stay with the one after it, for tabs that are still open", async () => {
    for (const version of ["two", "three"]) {
      const next = release(version);
      await next.install();
      await next.begin();
    }
    expect(await versions()).toEqual(["two", "three"]);
  });

  it("stay when a version between was never used", async () => {
    await release("two").install();
    const third = release("three");
    await third.install();
    await third.begin();
    expect(await versions()).toEqual(["one", "three"]);
  });

  it("stay when one could not be fetched, of which nothing is left", async () => {
    await expect(release("two", 503).install()).rejects.toThrow("503");
    expect(await versions()).toEqual(["one"]);
  });

  it("stay, and those of one that is on its way", async () => {
    const second = release("two");
    await second.install();
    registration.installing = {};
    await release("three").install();
    await second.begin();
    expect(await versions()).toEqual(["one", "two", "three"]);
  });
});
