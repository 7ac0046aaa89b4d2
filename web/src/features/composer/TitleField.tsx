import { t } from "@lingui/core/macro";
import type { Editing } from "./editing";
import { MAX_TITLE } from "./limits";

/** An optional title, in the size it will be read in. */
export function TitleField({ editing }: { editing: Editing }) {
  return (
    <input
      type="text"
      aria-label={t`Title`}
      placeholder={t`Title, if you like`}
      defaultValue={editing.title}
      maxLength={MAX_TITLE}
      autoComplete="off"
      enterKeyHint="next"
      onInput={(event) => editing.typeTitle(event.currentTarget.value)}
      onBlur={() => void editing.save()}
      className="w-full bg-transparent py-1 font-serif text-xl outline-none placeholder:text-ink-2 placeholder:opacity-80"
    />
  );
}
