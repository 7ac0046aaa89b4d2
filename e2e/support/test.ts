/**
 * The `test` that all specs use. Each test has a server of its own; a test fails if its browser shows an error on the
 * console or asks another site for anything.
 */

import { test as base, expect } from "@playwright/test";
import { ADA } from "./account";
import { Api } from "./api";
import { Server, type Settings } from "./server";
import { Simulator } from "./simulator";
import { Watch } from "./watch";

type Fixtures = {
  /** What the server is started with; set it with `test.use`. */
  settings: Settings;
  /** The name of this machine in the addresses that the browser uses; set it with `test.use`. */
  host: "127.0.0.1" | "localhost";
  /** The test's server. */
  server: Server;
  /** A simulated provider. Asking for it does not yet connect the server with it: see `Simulator.settings`. */
  simulator: Simulator;
  /** Watches the test's own browser context. Attach it to every further context that a test opens. */
  watch: Watch;
  /** Ada's account, the first on the server, as another program would use it. */
  ada: Api;
};

export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],
  host: ["127.0.0.1", { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form
  simulator: async ({}, use) => {
    const simulator = await Simulator.start();
    await use(simulator);
    await simulator.end();
  },

  server: async ({ settings }, use, testInfo) => {
    const server = await Server.start(settings);
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server.log", { body: server.logs, contentType: "text/plain" });
    }
    expect(await server.end(), "the server ends in good order").toBe(0);
  },

  baseURL: async ({ server, host }, use) => use(server.url.replace("127.0.0.1", host)),

  watch: async ({ server, baseURL }, use) => {
    const watch = new Watch(baseURL ?? server.url);
    await use(watch);
    expect(watch.complaints, "what the browser complained about").toEqual([]);
  },

  context: async ({ context, watch }, use) => {
    watch.attach(context);
    await use(context);
  },

  ada: async ({ server }, use) => use(await Api.register(server.url, ADA)),
});

export { expect };
