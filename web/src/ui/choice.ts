import { cx } from "@/lib/cx";

/** The look of one of several choices that are all in sight; the input lies over all of it. */
export function choiceClass(isChosen: boolean, small = false): string {
  return cx(
    "relative inline-flex items-center gap-2 rounded-control border transition-colors pointer-coarse:min-h-11",
    small ? "min-h-8 px-2.5 py-1" : "min-h-10 px-3 py-1.5",
    "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
    isChosen ? "border-accent bg-accent text-on-accent" : "border-control bg-surface text-ink hover:bg-sunken",
  );
}

export const CHOICE_INPUT =
  "absolute inset-0 size-full cursor-pointer appearance-none rounded-control outline-none " +
  "forced-colors:static forced-colors:size-4 forced-colors:appearance-auto";
