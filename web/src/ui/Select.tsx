import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { CONTROL, FieldFrame, type FieldText, useField } from "./Field";

export type Option = { value: string; label: string };

type Props = FieldText &
  Omit<ComponentProps<"select">, "id" | "onChange"> & { options: readonly Option[]; onChange: (value: string) => void };

/** One of many. The browser's own list: it is the best one on a phone. */
export function Select({ label, hint, error, options, onChange, ...rest }: Props) {
  const ids = useField({ hint, error });
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <div className="relative">
        <select
          {...rest}
          {...ids.input}
          onChange={(event) => onChange(event.target.value)}
          className={`${CONTROL} appearance-none pe-9`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-ink-2"
        />
      </div>
    </FieldFrame>
  );
}
