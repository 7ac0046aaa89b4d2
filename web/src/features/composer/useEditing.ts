import { t } from "@lingui/core/macro";
import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { session } from "@/api";
import { askBeforeClosing, beforeLeaving } from "@/app/leaving";
import { unsentWords } from "@/app/unsentWords";
import { useSession } from "@/app/useSession";
import { dayToDate } from "@/lib/dates";
import { currentClient } from "@/sync";
import { systemClock } from "@/sync/environment";
import { localDay } from "@/sync/filter";
import { useEntries, useEntry } from "@/sync/react";
import type { EntryRow } from "@/sync/rows";
import { toastStore } from "@/ui/toasts";
import { goOnWith, setAside } from "./aside";
import { Editing } from "./editing";
import { theJournal } from "./journal";
import type { EditingState } from "./state";
import { useFound, useRefused } from "./useRefusal";

/** Ties a sitting to the journal and to the life of the page. */
export function useEditing(
  id: string,
  opened: EntryRow | undefined,
  onMoved: (id: string) => void,
  day?: string,
): { editing: Editing; state: EditingState } {
  const found = useFound(id, opened);
  const [editing] = useState(() => begin(id, opened, day, found));
  const state = useSyncExternalStore(editing.subscribe, () => editing.state);
  const entry = useEntry(state.id);
  const entries = useEntries();
  const copies = useMemo(() => entries.filter((row) => row.conflict_of === state.id), [entries, state.id]);

  const refused = useRefused(state.id);

  useEffect(() => editing.arrived(entry, copies, refused), [editing, entry, copies, refused]);

  // Without a session there is no way but to the page for signing in; the address can wait.
  const isSignedIn = useSession().status === "signed_in";
  const isStored = state.created || state.aside;
  useEffect(() => {
    if (isStored && isSignedIn) onMoved(state.id);
  }, [isStored, state.id, isSignedIn, onMoved]);

  // Not a moment after the fields are gone, or the connection would be called up to date in between.
  useLayoutEffect(() => saveBeforeHiding(editing), [editing]);
  useEffect(() => tellWhatIsKept(editing), [editing]);

  return { editing, state };
}

/** `found`: what an earlier sitting has set aside. */
function begin(id: string, opened: EntryRow | undefined, day?: string, found?: string): Editing {
  const editing = new Editing(theJournal(), systemClock, id, opened);
  if (found) goOnWith(editing, found);
  // Noon: the hour is not known, and of no day but this one in any zone nearby.
  if (day && day < localDay(new Date())) editing.set({ written_at: dayToDate(day).toISOString() });
  return editing;
}

/** Saves at once when the page goes out of sight or the session ends, and asks before it is closed with words that are only here. */
function saveBeforeHiding(editing: Editing): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const save = () => void editing.save();
  window.addEventListener("pagehide", save, { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save(), { signal });
  askBeforeClosing(() => (editing.state.dirty && !isKeptAside(editing)) || editing.state.storing, signal);
  window.addEventListener("beforeunload", save, { signal });
  // The words leave the screen with everything else, and are then to be found among the changes that wait.
  const leaving = beforeLeaving({
    save: () => editing.save(),
    words: () => editing.unsaved,
    setAside: () => setAside(editing),
  });
  const endings = [session.subscribe(save), leaving];
  return () => {
    ended.abort();
    for (const end of endings) end();
    const areUnsent = hasUnsent(editing);
    const closed = close(editing);
    if (areUnsent) unsentWords.until(closed);
  };
}

/** There are words that the server has not got, and is to have. */
const hasUnsent = ({ state, underWay, isAbandoned }: Editing) =>
  !isAbandoned && (state.dirty || state.storing || underWay);

/** The words are too many to be sent, and outlive the page all the same. */
const isKeptAside = ({ state }: Editing) => state.aside && currentClient()?.isKept === true;

/** Saves what is left behind: what cannot be saved, so that it can be copied. */
async function close(editing: Editing): Promise<void> {
  const words = editing.unsaved;
  if (isKeptAside(editing) && !editing.isAbandoned) tellWhereTheyAre();
  try {
    await editing.save();
    await setAside(editing);
  } catch {
    const action = { label: t`Copy what I wrote`, run: () => void navigator.clipboard.writeText(words) };
    if (words) toastStore.show({ kind: "problem", message: t`These words could not be saved.`, action });
  }
}

function tellWhereTheyAre(): void {
  const message = t`Too long to send as one entry. Your words are kept on this device, under the connection's state.`;
  toastStore.show({ kind: "note", message, fades: "slowly" });
}

/** Who leaves an entry empty that is not, is told what has become of it. */
function tellWhatIsKept(editing: Editing): () => void {
  return () => {
    const { created, blank, gone } = editing.state;
    if (!created || !blank || gone || editing.isAbandoned) return;
    toastStore.show({
      kind: "note",
      message: t`You left the entry empty. Its last saved text is kept.`,
      fades: "slowly",
    });
  };
}
