export type Toast = {
  id: number;
  /** `problem` is read out at once, `note` when there is a pause. */
  kind: "note" | "problem";
  message: string;
  action?: { label: string; run: () => void };
  /** How long it stays if nothing is done: without an action `soon`, with one `never`, unless it says otherwise. */
  fades?: "soon" | "slowly" | "never";
  /** It is gone, for whatever reason; after its action, if that was taken. */
  onClose?: () => void;
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
    const closed = toasts.find((toast) => toast.id === id);
    if (!closed) return;
    become(toasts.filter((toast) => toast !== closed));
    closed.onClose?.();
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
