export type Toast = {
  id: number;
  /** `problem` is read out at once, `note` when there is a pause. */
  kind: "note" | "problem";
  message: string;
  action?: { label: string; run: () => void };
};

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** The short messages that lie over the page, oldest first. */
export const toastStore = {
  get: () => toasts,

  show(toast: Omit<Toast, "id">): number {
    lastId += 1;
    become([...toasts, { ...toast, id: lastId }]);
    return lastId;
  },

  close(id: number): void {
    become(toasts.filter((toast) => toast.id !== id));
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
