import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dropShell, keepShell, newVersion, takeNewVersion } from "./shell";

/** A worker as the page sees it. */
class Worker extends EventTarget {
  readonly postMessage = vi.fn();
  constructor(public state: ServiceWorkerState) {
    super();
  }
}

class Registration extends EventTarget {
  waiting: Worker | undefined;
  readonly update = vi.fn(async () => undefined);
  readonly unregister = vi.fn(async () => true);
}

class Container extends EventTarget {
  readonly controller = new Worker("activated");
  readonly register = async () => registration;
  readonly getRegistrations = async () => [registration];
}

const reload = vi.fn();
let registration: Registration;
let container: Container;

beforeEach(() => {
  registration = new Registration();
  container = new Container();
  vi.stubEnv("PROD", true);
  vi.stubGlobal("navigator", { serviceWorker: container });
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("caches", { keys: async () => [] });
});
afterEach(async () => {
  await dropShell();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  reload.mockReset();
});

/** A newer version is here, and its worker has come so far. */
async function find(state: ServiceWorkerState): Promise<Worker> {
  const worker = new Worker(state);
  registration.waiting = worker;
  await keepShell();
  expect(newVersion.get()).toBe(true);
  return worker;
}

it("has the version begin that waits, and loads the page when it has", async () => {
  const worker = await find("installed");
  const taken = takeNewVersion();
  expect(worker.postMessage).toHaveBeenCalledWith("begin");
  expect(reload).not.toHaveBeenCalled();
  container.dispatchEvent(new Event("controllerchange"));
  await taken;
  expect(reload).toHaveBeenCalledOnce();
});

it("loads the page at once when another tab has had it begin", async () => {
  const worker = await find("installed");
  worker.state = "activated";
  await takeNewVersion();
  expect(worker.postMessage).not.toHaveBeenCalled();
  expect(reload).toHaveBeenCalledOnce();
});

it("looks for newer versions once, however often the app is kept, and no more when it is dropped", async () => {
  await keepShell();
  await keepShell();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(registration.update).toHaveBeenCalledOnce();
  await dropShell();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(registration.update).toHaveBeenCalledOnce();
});
