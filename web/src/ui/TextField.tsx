import type { ComponentProps } from "react";
import { cx } from "@/lib/cx";
import { CONTROL, FieldFrame, type FieldText, useField } from "./Field";

type Props = FieldText & Omit<ComponentProps<"input">, "id">;

/** A line of text with its label. */
export function TextField({ label, hint, error, className, ...rest }: Props) {
  const ids = useField({ hint, error });
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <input type="text" {...rest} {...ids.input} className={cx(CONTROL, className)} />
    </FieldFrame>
  );
}

type AreaProps = FieldText & Omit<ComponentProps<"textarea">, "id">;

/** Several lines of text with their label; grows with what is typed. */
export function TextArea({ label, hint, error, className, ...rest }: AreaProps) {
  const ids = useField({ hint, error });
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <textarea
        autoComplete="off"
        {...rest}
        {...ids.input}
        className={cx(CONTROL, "field-sizing-content min-h-24", className)}
      />
    </FieldFrame>
  );
}
