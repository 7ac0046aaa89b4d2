import { type KeyboardEvent, useId, useState } from "react";
import { complete, completionsAt, type Known } from "./completions";

type Options = {
  text: string;
  known: Known;
  onChange: (text: string, caret: number) => void;
};

/**
 * A list of ways to finish the filter under the caret, after the ARIA practices for comboboxes: the focus stays in the
 * field, the arrows move through the list, Enter takes the marked one, Escape closes the list.
 */
export function useCompletion({ text, known, onChange }: Options) {
  const [caret, setCaret] = useState<number>();
  const [marked, setMarked] = useState(0);
  const listId = useId();
  const offered = caret === undefined ? undefined : completionsAt(text, caret, known);
  const options = offered?.options ?? [];
  const open = options.length > 0;
  const active = Math.min(marked, options.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  function close(): void {
    setCaret(undefined);
    setMarked(0);
  }

  function take(index: number): void {
    const chosen = options[index];
    if (!offered || !chosen) return;
    const next = complete(text, offered.part, chosen.value);
    close();
    onChange(next.text, next.caret);
  }

  /** Whether the key meant something to the list. */
  function act({ key }: KeyboardEvent): boolean {
    if (!open) return false;
    if (key === "ArrowDown") setMarked((active + 1) % options.length);
    else if (key === "ArrowUp") setMarked((active - 1 + options.length) % options.length);
    else if (key === "Enter") take(active);
    else if (key === "Escape") close();
    else return false;
    return true;
  }

  return {
    open,
    act,
    close,
    /** Something was typed, and the caret is there now. */
    typed: (at: number | null) => {
      setCaret(at ?? undefined);
      setMarked(0);
    },
    input: {
      role: "combobox" as const,
      "aria-expanded": open,
      "aria-controls": open ? listId : undefined,
      "aria-autocomplete": "list" as const,
      "aria-activedescendant": open ? optionId(active) : undefined,
    },
    list: { id: listId, role: "listbox" as const },
    options: options.map((option, index) => ({
      ...option,
      props: {
        id: optionId(index),
        role: "option" as const,
        "aria-selected": index === active,
        // The press must not take the focus out of the field.
        onPointerDown: (event: { preventDefault(): void }) => event.preventDefault(),
        onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
        onClick: () => take(index),
      },
    })),
  };
}
