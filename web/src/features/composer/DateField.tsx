import { t } from "@lingui/core/macro";
import { useState } from "react";
import { TextField } from "@/ui/TextField";
import { fromLocalInput, toLocalInput } from "./localInput";

type Props = { value: string | undefined; onChange: (moment: string) => void };

/** The moment the entry is about. */
export function DateField({ value, onChange }: Props) {
  const [opened] = useState(() => new Date());
  return (
    <TextField
      label={t`Date`}
      type="datetime-local"
      value={toLocalInput(value ?? opened)}
      max={toLocalInput(opened)}
      required
      onChange={(event) => {
        const moment = fromLocalInput(event.target.value);
        if (moment) onChange(moment);
      }}
    />
  );
}
