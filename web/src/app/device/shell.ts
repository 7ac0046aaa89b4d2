/** The app's own files, kept by a service worker so that the app opens without a connection. */

import { saveAll } from "../leaving";

const WORKER = "/sw.js";
/** What the worker takes as the word to begin; see worker/sw.js. */
const BEGIN = "begin";

let waiting: ServiceWorker | undefined;
/** Ends with what is followed now. */
let followed = new AbortController();
const listeners = new Set<() => void>();

/** Whether a newer version of the app is here and waits. */
export const newVersion = {
  get: (): boolean => waiting !== undefined,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function found(worker: ServiceWorker | undefined): void {
  waiting = worker;
  for (const listener of listeners) listener();
}

/** Keeps the app here from now on, and looks for newer versions of it. */
export async function keepShell(): Promise<void> {
  if (!import.meta.env.PROD) return;
  // Where no worker can run, the app opens with a connection only.
  const registration = await navigator.serviceWorker?.register(WORKER).catch(() => undefined);
  if (!registration) return;
  followed.abort();
  followed = new AbortController();
  const { signal } = followed;
  follow(registration);
  registration.addEventListener("updatefound", () => follow(registration), { signal });
  const look = () => {
    if (document.visibilityState === "visible") registration.update().catch(() => undefined);
  };
  document.addEventListener("visibilitychange", look, { signal });
}

/** Without a controller the worker is the first, and newer than nothing. */
function follow({ waiting: ready, installing }: ServiceWorkerRegistration): void {
  if (!navigator.serviceWorker.controller) return;
  if (ready) found(ready);
  installing?.addEventListener("statechange", () => installing.state === "installed" && found(installing));
}

/**
 * Loads the page anew, with the version that waits. What is being written is saved first.
 * Without this, the version begins when the app is next opened.
 */
export async function takeNewVersion(): Promise<void> {
  // In another tab it may have begun already, and for all of them.
  if (waiting?.state === "installed") {
    const begun = new Promise((done) => {
      navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
    });
    waiting.postMessage(BEGIN);
    await begun;
  }
  await saveAll();
  window.location.reload();
}

/** Keeps nothing of the app any more. */
export async function dropShell(): Promise<void> {
  followed.abort();
  found(undefined);
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}
