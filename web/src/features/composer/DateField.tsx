import { t } from "@lingui/core/macro";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { TextField } from "@/ui/TextField";
import { dateComplaint, FIRST, fromLocalInput, LAST, toLocalInput } from "./localInput";

type Props = { value: string | undefined; onChange: (moment: string) => void };

/**
 * The moment the entry is about. What is typed counts when the field is left: on the way to a date one passes through
 * others that nobody means.
 */
export function DateField({ value, onChange }: Props) {
  const [opened] = useState(() => new Date());
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (error) frame.current?.scrollIntoView({ block: "nearest" });
  }, [error]);

  // Going somewhere else with the browser's own means leaves the page, but not the field.
  const leave = useRef(() => {});
  leave.current = () => {
    const moment = typed && fromLocalInput(typed);
    if (moment) onChange(moment);
  };
  // With the page's own leaving, which saves: later would be too late.
  useLayoutEffect(() => () => leave.current(), []);

  function take(input: string): void {
    const moment = fromLocalInput(input);
    if (moment) onChange(moment);
    setTyped(undefined);
    setError(moment ? undefined : dateComplaint());
  }

  return (
    <div ref={frame} aria-live="polite">
      <TextField
        label={t`Date`}
        type="datetime-local"
        value={typed ?? toLocalInput(value ?? opened)}
        min={FIRST}
        max={LAST}
        required
        error={error}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => {
          if (typed !== undefined || event.target.validity.badInput) take(event.target.value);
        }}
      />
    </div>
  );
}
