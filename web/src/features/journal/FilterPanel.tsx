import { t } from "@lingui/core/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { Check, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { usePeople } from "@/sync/react";
import { MOODS, moodWord } from "@/ui/moods";
import { TextField } from "@/ui/TextField";
import { type JournalFilter, toggle, withFilter } from "./filter";

/** Tags offered; the rest are reached from an entry that has them. */
const MOST_TAGS = 24;

/** Every way to narrow the journal down. Each choice is a link, so it can be opened, kept and sent like any other. */
export function FilterPanel({ filter, tags }: { filter: JournalFilter; tags: readonly string[] }) {
  const people = usePeople();
  // Joined, or a line would end between the two.
  const without = "-\u2060without";
  return (
    <details className="rounded-card border border-line bg-surface">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-card px-4 font-medium">
        <SlidersHorizontal aria-hidden="true" className="size-4" />
        {t`Filter`}
      </summary>
      <div className="flex flex-col gap-5 border-t border-line p-4">
        <Choices label={t`State`}>
          <Choice filter={filter} change={{ status: "draft" }}>{t`Drafts`}</Choice>
          <Choice filter={filter} change={{ status: "published" }}>{t`Finished`}</Choice>
        </Choices>
        <Choices label={t`Mood`}>
          {MOODS.map((mood) => (
            <Choice key={mood} filter={filter} change={{ mood }}>
              {moodWord(mood)}
            </Choice>
          ))}
        </Choices>
        {people.length > 0 ? (
          <Choices label={t`People`}>
            {people.map((person) => (
              <Choice key={person.id} filter={filter} change={{ person: person.id }}>
                {person.name}
              </Choice>
            ))}
          </Choices>
        ) : null}
        {tags.length > 0 ? (
          <Choices label={t`Tags`}>
            {tags.slice(0, MOST_TAGS).map((tag) => (
              <Choice key={tag} filter={filter} change={{ tag }}>
                #{tag}
              </Choice>
            ))}
          </Choices>
        ) : null}
        <Dates filter={filter} />
        <p className="text-sm text-ink-2">
          {t`All of it can be typed as well: "exact words", ${without}, tag:work, person:"Mary Jane", mood:4-5, from:2026-01, to:2026-03-15, status:draft.`}
        </p>
      </div>
    </details>
  );
}

function Choices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section aria-label={label}>
      <p aria-hidden="true" className="mb-1.5 text-sm text-ink-2">
        {label}
      </p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}

/** A link to the journal with one filter more, or, where it stands already, one less. */
function Choice({ filter, change, children }: { filter: JournalFilter; change: JournalFilter; children: ReactNode }) {
  const { on, next } = toggle(filter, change);
  return (
    <Link
      to="/journal"
      search={next}
      resetScroll={false}
      aria-current={on ? "true" : undefined}
      className={cx(
        "inline-flex min-h-8 items-center gap-1.5 rounded-full border px-3 text-sm no-underline transition-colors pointer-coarse:min-h-11",
        on ? "border-accent bg-accent text-on-accent" : "border-control hover:bg-sunken",
      )}
    >
      {on ? <Check aria-hidden="true" className="size-3.5" /> : null}
      {children}
    </Link>
  );
}

function Dates({ filter }: { filter: JournalFilter }) {
  const navigate = useNavigate();
  const set = (change: JournalFilter) =>
    void navigate({ to: "/journal", search: withFilter(filter, change), replace: true, resetScroll: false });
  return (
    <div className="grid gap-4 tablet:grid-cols-2">
      <TextField
        label={t`From`}
        type="date"
        value={filter.from ?? ""}
        max={filter.to}
        onChange={(event) => set({ from: event.target.value || undefined })}
      />
      <TextField
        label={t`To`}
        type="date"
        value={filter.to ?? ""}
        min={filter.from}
        onChange={(event) => set({ to: event.target.value || undefined })}
      />
    </div>
  );
}
