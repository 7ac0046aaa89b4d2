import type { Port } from "./searcher";
import type { Answer } from "./worker";

/** Slices that wait longer than this are taken even if the browser is busy. */
const PATIENCE_MS = 100;

/** The index on a thread of its own. */
export function openWorker(): Port {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "search" });
  return {
    post: (request) => worker.postMessage(request),
    onAnswer: (listener) => worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => listener(data)),
    onFailure: (listener) => worker.addEventListener("error", listener),
    close: () => worker.terminate(),
  };
}

export function whenIdle(work: () => void): () => void {
  // Not in Safari.
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const planned = window.requestIdleCallback(work, { timeout: PATIENCE_MS });
  return () => window.cancelIdleCallback(planned);
}
