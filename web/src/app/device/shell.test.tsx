import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startSync, stopSync } from "@/sync";
import { MemoryStore } from "@/sync/memory";
import { toastStore } from "@/ui/toasts";
import { beforeLeaving } from "../leaving";
import { dropShell, keepShell, newVersion } from "./shell";
import { takeNewVersion } from "./takeNewVersion";

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
  vi.stubGlobal("navigator", { onLine: true, serviceWorker: container });
  vi.stubGlobal("location", { href: "http://localhost/", reload });
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
  expect(newVersion.get()).toBe(worker);
  return worker;
}

it("has the version begin that waits, and loads the page when it has", async () => {
  const worker = await find("installed");
  const taken = takeNewVersion();
  await vi.waitFor(() => expect(worker.postMessage).toHaveBeenCalledWith("begin"));
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

const rejects = () => Promise.reject(new Error("no room"));

it.each([
  ["saving fails", rejects],
  ["they are too many", async () => undefined],
])("leaves the page as it is, and says so, while words would be lost since %s", async (_, save) => {
  const stop = beforeLeaving({ save, words: () => "too many", setAside: rejects });
  const worker = await find("installed");
  await takeNewVersion();
  expect(worker.postMessage).not.toHaveBeenCalled();
  worker.state = "activated";
  await takeNewVersion();
  expect(reload).not.toHaveBeenCalled();
  expect(toastStore.get()).toMatchObject([{ kind: "problem" }, { kind: "problem" }]);
  stop();
  for (const { id } of toastStore.get()) toastStore.close(id);
});

it("keeps words that cannot be saved where that outlives the page, and loads it", async () => {
  const store = Object.assign(new MemoryStore(() => "client"), { isKept: true });
  startSync({ getToken: async () => null, user: "ana", place: { store } });
  let words = "too many";
  const setAside = async () => {
    words = "";
  };
  const stop = beforeLeaving({ save: async () => undefined, words: () => words, setAside });
  await find("activated");
  await takeNewVersion();
  expect(words).toBe("");
  expect(reload).toHaveBeenCalledOnce();
  stop();
  await stopSync();
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
