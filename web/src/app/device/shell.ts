/** The app's own files, kept by a service worker so that the app opens without a connection. */

const WORKER = "/sw.js";

let waiting: ServiceWorker | undefined;
/** Ends with what is followed now. */
let followed = new AbortController();
const listeners = new Set<() => void>();

/** The worker of a newer version of the app that is here and waits. */
export const newVersion = {
  get: (): ServiceWorker | undefined => waiting,
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

/** Keeps nothing of the app any more. */
export async function dropShell(): Promise<void> {
  followed.abort();
  found(undefined);
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}
