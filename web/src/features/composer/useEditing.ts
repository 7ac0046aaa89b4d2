import { t } from "@lingui/core/macro";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { session } from "@/api";
import { askBeforeClosing, beforeLeaving } from "@/app/leaving";
import { useSession } from "@/app/useSession";
import { dayToDate } from "@/lib/dates";
import { mutate } from "@/sync";
import { systemClock } from "@/sync/environment";
import { localDay } from "@/sync/filter";
import { useEntries, useEntry } from "@/sync/react";
import type { EntryRow } from "@/sync/rows";
import { toastStore } from "@/ui/toasts";
import { setAside } from "./aside";
import { Editing } from "./editing";
import type { EditingState } from "./state";
import { useRefused } from "./useRefusal";

/** Ties a sitting to the journal and to the life of the page. */
export function useEditing(
  id: string,
  opened: EntryRow | undefined,
  onMoved: (id: string) => void,
  day?: string,
): { editing: Editing; state: EditingState } {
  const [editing] = useState(() => begin(id, opened, day));
  const state = useSyncExternalStore(editing.subscribe, () => editing.state);
  const entry = useEntry(state.id);
  const entries = useEntries();
  const copies = useMemo(() => entries.filter((row) => row.conflict_of === state.id), [entries, state.id]);

  const refused = useRefused(state.id);

  useEffect(() => editing.arrived(entry, copies, refused), [editing, entry, copies, refused]);

  // Without a session there is no way but to the page for signing in; the address can wait.
  const isSignedIn = useSession().status === "signed_in";
  useEffect(() => {
    if (state.created && isSignedIn) onMoved(state.id);
  }, [state.created, state.id, isSignedIn, onMoved]);

  useEffect(() => saveBeforeHiding(editing), [editing]);
  useEffect(() => tellWhatIsKept(editing), [editing]);

  return { editing, state };
}

function begin(id: string, opened: EntryRow | undefined, day: string | undefined): Editing {
  const editing = new Editing(mutate, systemClock, id, opened);
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
  askBeforeClosing(() => editing.state.dirty || editing.state.storing, signal);
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
    void close(editing);
  };
}

/** Saves what is left behind: what cannot be saved, so that it can be copied. */
async function close(editing: Editing): Promise<void> {
  const words = editing.unsaved;
  try {
    await editing.save();
    await setAside(editing);
  } catch {
    const action = { label: t`Copy what I wrote`, run: () => void navigator.clipboard.writeText(words) };
    if (words) toastStore.show({ kind: "problem", message: t`These words could not be saved.`, action });
  }
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
