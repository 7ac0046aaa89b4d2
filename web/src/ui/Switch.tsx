import { type ReactNode, useId } from "react";

type Props = {
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

/** A setting that is on or off and acts at once. */
export function Switch({ label, hint, checked, onChange, disabled }: Props) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  return (
    <div className="relative flex items-start gap-3">
      <span className="pointer-events-none relative z-1 mt-px inline-flex shrink-0 items-center pointer-coarse:min-h-11">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          disabled={disabled}
          aria-describedby={hintId}
          onChange={(event) => onChange(event.target.checked)}
          className="peer pointer-events-auto h-6 w-10 appearance-none rounded-full border border-control bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-55 forced-colors:appearance-auto"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute start-1 size-4 rounded-full bg-ink-2 transition-transform peer-checked:translate-x-4 peer-checked:bg-on-accent rtl:peer-checked:-translate-x-4 forced-colors:hidden"
        />
      </span>
      <span className="flex min-w-0 flex-col justify-center gap-0.5 pointer-coarse:min-h-11">
        {/* Under a finger it reaches around the switch, too. */}
        <label
          htmlFor={id}
          className="w-fit font-medium pointer-coarse:before:absolute pointer-coarse:before:start-0 pointer-coarse:before:top-0 pointer-coarse:before:size-11"
        >
          {label}
        </label>
        {hint ? (
          <span id={hintId} className="text-sm text-ink-2">
            {hint}
          </span>
        ) : null}
      </span>
    </div>
  );
}
