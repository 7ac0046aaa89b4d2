import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

export type FieldText = {
  label: string;
  /** A sentence under the label. */
  hint?: ReactNode;
  /** What is wrong with the value, in words. */
  error?: string | undefined;
};

/** The ids and attributes that tie an input to its label, hint and error. */
export function useField({ hint, error }: Pick<FieldText, "hint" | "error">) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint && hintId, error && errorId].filter(Boolean).join(" ");
  return {
    id,
    hintId,
    errorId,
    input: { id, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy || undefined },
  };
}

type Frame = FieldText & { ids: ReturnType<typeof useField>; children: ReactNode };

/** Label, hint, control and error, in this order. */
export function FieldFrame({ label, hint, error, ids, children }: Frame) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={ids.id} className="w-fit font-medium">
        {label}
      </label>
      {hint ? (
        <p id={ids.hintId} className="text-sm text-ink-2">
          {hint}
        </p>
      ) : null}
      {children}
      {error ? (
        <p id={ids.errorId} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden="true" className="mt-px size-4 shrink-0" />
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** The look of everything that is typed or chosen into. */
export const CONTROL =
  "w-full min-h-10 pointer-coarse:min-h-11 rounded-control border border-control bg-surface px-3 py-2 text-base text-ink " +
  "placeholder:text-ink-2 aria-invalid:border-danger";
