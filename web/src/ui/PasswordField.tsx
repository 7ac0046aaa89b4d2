import { t } from "@lingui/core/macro";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { buttonClass } from "./buttonClass";
import { CONTROL, FieldFrame, type FieldText, useField } from "./Field";

type Props = FieldText & Omit<ComponentProps<"input">, "id" | "type">;

/** A password that can be shown. Pasting and password managers are welcome. */
export function PasswordField({ label, hint, error, ...rest }: Props) {
  const [shown, setShown] = useState(false);
  const ids = useField({ hint, error });
  const Icon = shown ? EyeOff : Eye;
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <div className="relative">
        <input
          autoCapitalize="none"
          spellCheck={false}
          {...rest}
          {...ids.input}
          type={shown ? "text" : "password"}
          className={`${CONTROL} pe-12`}
        />
        <button
          type="button"
          aria-label={t`Show password`}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className={buttonClass({ look: "quiet", size: "icon" }, "absolute inset-y-0 end-0 my-auto")}
        >
          <Icon aria-hidden="true" className="size-5" />
        </button>
      </div>
    </FieldFrame>
  );
}
