import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from "react";
import { isComposing } from "@/lib/composing";
import { CONTROL, FieldFrame, type FieldText, useField } from "./Field";
import { endsTag, withTags } from "./tags";

type Props = FieldText & {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  /** Tags used elsewhere, offered while typing. */
  suggestions?: readonly string[];
  /** Most tags, and longest tag in characters. */
  max?: number;
  maxLength?: number;
  /** Stands in the field while there is no tag. */
  placeholder?: string;
};

/**
 * A list of words. Enter, a comma or leaving the field adds the typed one, and a list that is pasted is parted; Backspace
 * in the empty field takes the last one off.
 */
export function TagInput(props: Props) {
  const { label, hint, error, tags, onChange, suggestions = [], max = 10, maxLength = 50, placeholder } = props;
  const [typed, setTyped] = useState("");
  const ids = useField({ hint, error });
  const listId = useId();
  const full = tags.length >= max;

  function add(text: string): void {
    const { tags: next, rest } = withTags(tags, text, max, maxLength);
    if (next.length > tags.length) onChange(next);
    setTyped(rest);
  }

  /**
   * A comma is no key of its own on a phone: it is only to be seen in what has been typed. While words are being composed,
   * they are left alone: a comma among them is not the last word.
   */
  function type(text: string, isUnderWay: boolean): void {
    if (endsTag(text) && !isUnderWay) add(text);
    else setTyped(text);
  }

  /** The field itself would make one line of several, and cut it off. */
  function onPaste(event: ClipboardEvent<HTMLInputElement>): void {
    const pasted = event.clipboardData.getData("text");
    if (!endsTag(pasted.trim())) return;
    event.preventDefault();
    add(`${typed}${pasted}`);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event)) return;
    if (event.key === "Enter") {
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
        placeholder={tags.length === 0 ? placeholder : undefined}
        disabled={full && typed === ""}
        autoComplete="off"
        enterKeyHint="done"
        onChange={({ target, nativeEvent }) => type(target.value, (nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={({ currentTarget }) => type(currentTarget.value, false)}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
        onBlur={() => add(typed)}
        // The suggestions open by typing, and by the arrow keys; the browser's own arrow is of another hand.
        className={`${CONTROL} [&::-webkit-calendar-picker-indicator]:hidden!`}
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
