import { t } from "@lingui/core/macro";
import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { useQuestion } from "@/app/question";
import type { Editing } from "./editing";

/** Where the words go. React does not hold them: a key press changes nothing on the page but the field. */
export function WritingField({ editing, ref }: { editing: Editing; ref: Ref<HTMLTextAreaElement> }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const question = useQuestion();
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement);

  // Before it is seen: keys that are pressed as soon as it is there go into it.
  useLayoutEffect(() => {
    const { current } = field;
    if (!current) return;
    growToFit(current);
    current.setSelectionRange(current.value.length, current.value.length);
    // Another version of the text takes the focus from nothing that the writer is at.
    if (!current.closest("[data-composer]")?.contains(document.activeElement)) current.focus();
  }, []);

  return (
    <textarea
      ref={field}
      id="writing"
      aria-label={t`Your entry`}
      // Else the browser writes the words to its own files, to have them after a crash.
      autoComplete="off"
      aria-describedby="composer-state"
      placeholder={question}
      defaultValue={editing.text}
      rows={8}
      onInput={(event) => {
        growToFit(event.currentTarget);
        editing.type(event.currentTarget.value);
      }}
      onFocus={() => editing.focus()}
      onBlur={() => void editing.blur()}
      className="field-sizing-content min-h-[40dvh] tablet:min-h-28 w-full flex-1 resize-none bg-transparent font-serif text-lg outline-none placeholder:text-ink-2 placeholder:opacity-80"
    />
  );
}

/** Makes the field as high as its words, where the browser does not do so itself. */
function growToFit(field: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
