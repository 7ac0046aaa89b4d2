import { cx } from "@/lib/cx";

export type ButtonLook = {
  /** `primary`: the one action of a view. `quiet`: beside others. `danger`: cannot be taken back. */
  look?: "primary" | "secondary" | "quiet" | "danger" | undefined;
  size?: "normal" | "small" | "icon" | undefined;
};

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control border font-medium select-none transition-colors no-underline " +
  "pointer-coarse:min-h-11 pointer-coarse:min-w-11 disabled:cursor-default disabled:opacity-55 aria-disabled:cursor-default aria-disabled:opacity-55";

const LOOKS = {
  primary:
    "border-transparent bg-accent text-on-accent hover:bg-[color-mix(in_srgb,var(--color-accent)_88%,var(--color-ink))]",
  secondary: "border-control bg-surface text-ink hover:bg-sunken",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "border-danger bg-surface text-danger hover:bg-sunken",
};

const SIZES = {
  normal: "min-h-10 px-4 py-2 text-base",
  small: "min-h-8 px-3 py-1 text-sm",
  icon: "size-9 p-0",
};

/** The classes of a button, for links that look like one. */
export function buttonClass({ look = "secondary", size = "normal" }: ButtonLook = {}, extra?: string): string {
  return cx(BASE, LOOKS[look], SIZES[size], extra);
}
