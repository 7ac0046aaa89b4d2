import { useCallback, useState, useSyncExternalStore } from "react";

/** Something the server computes. `data` stays while a newer answer is on its way, or when it fails. */
export type Loaded<T> = { data?: T; error?: unknown };

/**
 * Reads with `load` when it is first looked at, again for each new version, and again by whoever comes after a failure.
 * A late answer to an old question is dropped.
 */
export class Resource<T> {
  private loaded: Loaded<T> = {};
  private version: unknown;
  private asked = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly load: () => Promise<T>) {}

  get = (): Loaded<T> => this.loaded;

  /** Follows the resource as of `version`. */
  subscribe(version: unknown, listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.asked === 0 || version !== this.version || this.loaded.error !== undefined) {
      this.version = version;
      void this.reload();
    }
    return () => this.listeners.delete(listener);
  }

  /** Reads again, whatever the version. */
  async reload(): Promise<void> {
    this.asked += 1;
    const question = this.asked;
    const answer = await this.load().then(
      (data): Loaded<T> => ({ data }),
      (error: unknown): Loaded<T> => ({ ...this.loaded, error }),
    );
    if (question !== this.asked) return;
    this.loaded = answer;
    for (const listener of this.listeners) listener();
  }
}

const NOTHING: Loaded<never> = {};
const noResource = () => NOTHING;
const unsubscribe = () => {};

/** What `resource` holds, read anew whenever `version` changes. Without a resource nothing is asked. */
export function useResource<T>(resource: Resource<T> | undefined, version: unknown = undefined): Loaded<T> {
  const subscribe = useCallback(
    (listener: () => void) => resource?.subscribe(version, listener) ?? unsubscribe,
    [resource, version],
  );
  return useSyncExternalStore<Loaded<T>>(subscribe, resource?.get ?? noResource);
}

/** What `resource` holds, read anew whenever the component comes onto the page. */
export function useFreshResource<T>(resource: Resource<T>): Loaded<T> {
  const [visit] = useState(() => Symbol("visit"));
  return useResource(resource, visit);
}
