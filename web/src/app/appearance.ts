import * as v from "valibot";

/** Also read by the boot script in index.html. */
const KEY = "hearken.appearance";

const appearance = v.object({
  theme: v.optional(v.picklist(["light", "dark"])),
  textSize: v.optional(v.picklist(["large", "larger"])),
  /** Single-key shortcuts. */
  shortcuts: v.optional(v.literal("off")),
  /** Scores as numbers, or in words only. */
  numbers: v.optional(v.literal("off")),
  /** Entries of earlier years on Today. */
  onThisDay: v.optional(v.literal("folded")),
});

/** How the app looks and listens in this browser. A missing field means: as the system has it. */
export type Appearance = v.InferOutput<typeof appearance>;

const listeners = new Set<() => void>();
let current = read();

function read(): Appearance {
  try {
    const parsed = v.safeParse(appearance, JSON.parse(localStorage.getItem(KEY) ?? "{}"));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

function show(data: DOMStringMap, name: "theme" | "textSize", value: string | undefined): void {
  if (value === undefined) delete data[name];
  else data[name] = value;
}

/** All colours change at once, not each control at its own pace. */
function withoutTransitions(): void {
  const root = document.documentElement;
  root.setAttribute("data-still", "");
  requestAnimationFrame(() => requestAnimationFrame(() => root.removeAttribute("data-still")));
}

// The system may change its colours on its own.
if (typeof matchMedia === "function") {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", withoutTransitions);
}

export const appearanceStore = {
  get: (): Appearance => current,

  set(next: Appearance): void {
    if (next.theme !== current.theme) withoutTransitions();
    current = next;
    show(document.documentElement.dataset, "theme", next.theme);
    document.querySelector("meta[name=color-scheme]")?.setAttribute("content", next.theme ?? "light dark");
    show(document.documentElement.dataset, "textSize", next.textSize);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
    for (const listener of listeners) listener();
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
