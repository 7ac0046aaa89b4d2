import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { CONTROL, FieldFrame, type FieldText, useField } from "./Field";
import { withTag } from "./tags";

type Props = FieldText & {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  /** Tags used elsewhere, offered while typing. */
  suggestions?: readonly string[];
  /** Most tags, and longest tag in characters. */
  max?: number;
  maxLength?: number;
};

/** A list of words. Enter or a comma adds the typed one; Backspace in the empty field takes the last one off. */
export function TagInput({ label, hint, error, tags, onChange, suggestions = [], max = 10, maxLength = 50 }: Props) {
  const [typed, setTyped] = useState("");
  const ids = useField({ hint, error });
  const listId = useId();
  const full = tags.length >= max;

  function add(text: string): void {
    onChange(withTag(tags, text, max));
    setTyped("");
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "" && tags.length > 0) {
      onChange(tags.slice(0, -1));
    }
  }

  return (
    <FieldFrame label={label} hint={full ? t`${max} tags are the most.` : hint} error={error} ids={ids}>
      {tags.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              key={tag}
              className="inline-flex max-w-full items-center rounded-full border border-line bg-sunken ps-3 text-sm"
            >
              <span className="truncate">{tag}</span>
              <button
                type="button"
                aria-label={t`Remove ${tag}`}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
                className="inline-flex size-8 shrink-0 items-center justify-center rounded-full text-ink-2 hover:text-ink pointer-coarse:size-11"
              >
                <X aria-hidden="true" className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <input
        {...ids.input}
        type="text"
        list={listId}
        value={typed}
        maxLength={maxLength}
        disabled={full}
        autoComplete="off"
        enterKeyHint="done"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => add(typed)}
        className={CONTROL}
      />
      <datalist id={listId}>
        {suggestions
          .filter((suggestion) => !tags.includes(suggestion))
          .map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
      </datalist>
    </FieldFrame>
  );
}
