import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { focusHeading } from "@/app/focus";
import { SEARCH_FIELD } from "@/app/searchField";
import { isComposing } from "@/lib/composing";
import { cx } from "@/lib/cx";
import { usePeople } from "@/sync/react";
import { CONTROL } from "@/ui/Field";
import { type JournalFilter, withFilter } from "./filter";
import { useCompletion } from "./useCompletion";
import { focusFirstHit } from "./walk";

type Props = {
  filter: JournalFilter;
  /** The most used first. */
  tags: readonly string[];
};

/** Words and filters to look for. The address follows what is typed, so that a search can be kept and sent. */
export function SearchField({ filter, tags }: Props) {
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const people = usePeople();
  const q = filter.q ?? "";
  const [typed, setTyped] = useState(q);
  const [seen, setSeen] = useState(q);
  if (q !== seen) {
    setSeen(q);
    // The address lags behind the keys; it only overrules the field when it was changed elsewhere.
    if (q !== typed.trim()) setTyped(q);
  }

  function search(text: string): void {
    setTyped(text);
    const next = withFilter(filter, { q: text.trim() || undefined });
    void navigate({ to: "/journal", search: next, replace: true, resetScroll: false });
  }

  const completion = useCompletion({
    text: typed,
    known: { people, tags, now: new Date() },
    onChange: (text, caret) => {
      search(text);
      requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
    },
  });

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (completion.act(event) || leave(event.key)) event.preventDefault();
  }

  /** Whether the key leads out of the field, or empties it. */
  function leave(key: string): boolean {
    if (key === "ArrowDown" || key === "Enter") return focusFirstHit();
    if (key !== "Escape") return false;
    if (typed === "") focusHeading();
    else search("");
    return true;
  }

  return (
    <search className="relative">
      <label htmlFor={SEARCH_FIELD} className="sr-only">
        {t`Search your journal`}
      </label>
      <Search aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-ink-2" />
      <input
        {...completion.input}
        ref={field}
        id={SEARCH_FIELD}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        maxLength={MAX_LENGTH}
        placeholder={t`Search your journal`}
        aria-keyshortcuts="/ Control+K"
        value={typed}
        onChange={({ target }) => {
          search(target.value);
          completion.typed(target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={completion.close}
        className={`${CONTROL} ps-9`}
      />
      {completion.open ? (
        <ul
          {...completion.list}
          aria-label={t`Ways to finish the filter`}
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-60 overflow-y-auto rounded-control border border-line bg-surface py-1 shadow-overlay"
        >
          {completion.options.map(({ value, label, props }) => (
            <li
              key={value}
              {...props}
              className={cx(
                "flex min-h-10 cursor-pointer items-center px-3 [overflow-wrap:anywhere] pointer-coarse:min-h-11",
                props["aria-selected"] && "bg-sunken outline-2 -outline-offset-2 outline-focus",
              )}
            >
              {label}
            </li>
          ))}
        </ul>
      ) : null}
    </search>
  );
}

/** As the server has it for its own search. */
const MAX_LENGTH = 500;
