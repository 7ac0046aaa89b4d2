import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useId, useState } from "react";
import { CONTROL } from "@/ui/Field";
import { type JournalFilter, withFilter } from "./filter";

/** Words to look for. The address follows what is typed, so that a search can be kept and sent. */
export function SearchField({ filter }: { filter: JournalFilter }) {
  const navigate = useNavigate();
  const id = useId();
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

  return (
    <search className="relative">
      <label htmlFor={id} className="sr-only">
        {t`Search your journal`}
      </label>
      <Search aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-ink-2" />
      <input
        id={id}
        type="search"
        placeholder={t`Search your journal`}
        value={typed}
        onChange={(event) => search(event.target.value)}
        className={`${CONTROL} ps-9`}
      />
    </search>
  );
}
