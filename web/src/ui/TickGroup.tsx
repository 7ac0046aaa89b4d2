import { Check } from "lucide-react";
import { cx } from "@/lib/cx";

type Props<T extends string> = {
  label: string;
  choices: readonly { value: T; label: string }[];
  ticked: readonly T[];
  onTick: (value: T, on: boolean) => void;
};

/** Any of a few, all of them in sight. */
export function TickGroup<T extends string>({ label, choices, ticked, onTick }: Props<T>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {choices.map((choice) => {
          const on = ticked.includes(choice.value);
          return (
            <label
              key={choice.value}
              className={cx(
                "relative inline-flex min-h-10 items-center gap-2 rounded-control border px-3 py-1.5 transition-colors pointer-coarse:min-h-11",
                "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
                on ? "border-accent bg-accent text-on-accent" : "border-control bg-surface text-ink hover:bg-sunken",
              )}
            >
              <input
                type="checkbox"
                checked={on}
                onChange={(event) => onTick(choice.value, event.target.checked)}
                className="absolute inset-0 size-full cursor-pointer appearance-none rounded-control outline-none forced-colors:static forced-colors:size-4 forced-colors:appearance-auto"
              />
              {on ? <Check aria-hidden="true" className="size-4" /> : null}
              <span>{choice.label}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
