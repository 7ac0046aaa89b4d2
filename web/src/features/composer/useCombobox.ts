import { type KeyboardEvent, useId, useState } from "react";
import { isComposing } from "@/lib/composing";
import type { Offer } from "./offers";

type Options = {
  /** What can be chosen for what is typed. */
  offer: (typed: string) => readonly Offer[];
  onChoose: (value: string, typed: string) => void;
};

/**
 * An editable combobox with a list, after the ARIA practices: the focus stays in the field, the arrows move through
 * the list, Enter takes the marked option (the first, once something is typed), Escape closes the list.
 */
export function useCombobox({ offer, onChoose }: Options) {
  const [typed, setTyped] = useState("");
  const [wantsOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState<number>();
  const listId = useId();
  const offered = offer(typed);
  const open = wantsOpen && offered.length > 0;
  const active = open ? (marked ?? (typed.trim() === "" ? undefined : 0)) : undefined;
  const optionId = (index: number) => `${listId}-${index}`;

  function close(): void {
    setOpen(false);
    setMarked(undefined);
  }

  function choose(index: number | undefined): void {
    const chosen = index === undefined ? undefined : offered[index];
    if (!chosen) return;
    onChoose(chosen.value, typed);
    setTyped("");
    close();
  }

  function move(by: 1 | -1): void {
    setOpen(true);
    const from = active ?? (by === 1 ? -1 : offered.length);
    if (offered.length > 0) setMarked((from + by + offered.length) % offered.length);
  }

  /** Whether the key meant something here. */
  function act(key: string): boolean {
    if (key === "ArrowDown") move(1);
    else if (key === "ArrowUp") move(-1);
    else if (key === "Enter" && active !== undefined) choose(active);
    else if (key === "Escape" && open) close();
    else return false;
    return true;
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key)) event.preventDefault();
  }

  return {
    open,
    input: {
      role: "combobox" as const,
      "aria-expanded": open,
      "aria-controls": open ? listId : undefined,
      "aria-autocomplete": "list" as const,
      "aria-activedescendant": active === undefined ? undefined : optionId(active),
      value: typed,
      onChange: (event: { target: { value: string } }) => {
        setTyped(event.target.value);
        setMarked(undefined);
        setOpen(true);
      },
      onClick: () => setOpen(true),
      onBlur: close,
      onKeyDown,
    },
    list: { id: listId, role: "listbox" as const },
    options: offered.map((option, index) => ({
      ...option,
      props: {
        id: optionId(index),
        role: "option" as const,
        "aria-selected": index === active,
        // The press must not take the focus out of the field.
        onPointerDown: (event: { preventDefault(): void }) => event.preventDefault(),
        onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
        onClick: () => choose(index),
      },
    })),
  };
}
