import { Check } from "lucide-react";
import { CHOICE_INPUT, choiceClass } from "./choice";

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
            <label key={choice.value} className={choiceClass(on)}>
              <input
                type="checkbox"
                checked={on}
                onChange={(event) => onTick(choice.value, event.target.checked)}
                className={CHOICE_INPUT}
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
