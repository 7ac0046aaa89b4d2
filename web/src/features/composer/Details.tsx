import { t } from "@lingui/core/macro";
import { useMemo, useSyncExternalStore } from "react";
import { type Entry, useEntries } from "@/sync/react";
import { MoodPicker } from "@/ui/MoodPicker";
import { Switch } from "@/ui/Switch";
import { TagInput } from "@/ui/TagInput";
import { DateField } from "./DateField";
import type { Editing } from "./editing";
import { MAX_TAG, MAX_TAGS } from "./limits";
import { PeopleField } from "./PeopleField";

/** What an entry is beside its words. Each choice is kept at once; none of them is asked for. */
export function Details({ editing, entry }: { editing: Editing; entry: Entry | undefined }) {
  const { fields } = useSyncExternalStore(editing.subscribe, () => editing.state);
  const shown = entry ?? fields;
  const tags = useTags();
  return (
    <section
      aria-label={t`About this entry`}
      // Beside what the page keeps free for the bar below: on a phone that takes two lines more when there is trouble.
      className="mt-6 grid gap-6 border-t border-line pt-6 max-tablet:[&_:is(input,button)]:scroll-mb-28 tablet:mt-4 tablet:grid-flow-row-dense tablet:grid-cols-2 tablet:gap-5 tablet:pt-4"
    >
      <div className="tablet:col-span-2">
        <MoodPicker value={shown.mood ?? null} onChange={(mood) => editing.set({ mood })} />
      </div>
      {/* Who is new is asked about right after this field, below both columns. */}
      <PeopleField selected={shown.people ?? []} onChange={(people) => editing.set({ people })} />
      <TagInput
        label={t`Tags`}
        tags={shown.tags ?? []}
        suggestions={tags}
        max={MAX_TAGS}
        maxLength={MAX_TAG}
        placeholder={t`Separate with commas`}
        onChange={(next) => editing.set({ tags: next })}
      />
      <Switch
        label={t`Keep from AI`}
        hint={t`Then no model reads this entry, only simple rules on your server.`}
        checked={shown.private ?? false}
        onChange={(kept) => editing.set({ private: kept })}
      />
      <DateField value={shown.written_at} onChange={(written_at) => editing.set({ written_at })} />
    </section>
  );
}

/** The tags in use, most used first. */
function useTags(): string[] {
  const entries = useEntries();
  return useMemo(() => {
    const uses = new Map<string, number>();
    for (const tag of entries.flatMap((entry) => entry.tags)) uses.set(tag, (uses.get(tag) ?? 0) + 1);
    return [...uses].sort((a, b) => b[1] - a[1]).map(([tag]) => tag);
  }, [entries]);
}
