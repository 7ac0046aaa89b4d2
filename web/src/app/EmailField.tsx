import { t } from "@lingui/core/macro";
import { TextField } from "@/ui/TextField";
import { fieldError } from "./FormError";

/** The address that one signs in with, as password managers know it. */
export function EmailField({ hint, error }: { hint?: string; error: unknown }) {
  return (
    <TextField
      label={t`E-mail`}
      {...(hint === undefined ? {} : { hint })}
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      error={fieldError(error, "email")}
    />
  );
}
