import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { mutate } from "@/sync";
import { systemClock } from "@/sync/environment";
import { useEntries, useEntry } from "@/sync/react";
import type { EntryRow } from "@/sync/rows";
import { Editing, type EditingState } from "./editing";
import { useRefusal } from "./useRefusal";

/** Ties a sitting to the journal and to the life of the page. */
export function useEditing(
  id: string,
  opened: EntryRow | undefined,
  onMoved: (id: string) => void,
): { editing: Editing; state: EditingState } {
  const [editing] = useState(() => new Editing(mutate, systemClock, id, opened));
  const state = useSyncExternalStore(editing.subscribe, () => editing.state);
  const entry = useEntry(state.id);
  const entries = useEntries();
  const copies = useMemo(() => entries.filter((row) => row.conflict_of === state.id), [entries, state.id]);

  const refused = useRefusal(state.id, entry?.vid) !== undefined;

  useEffect(() => editing.arrived(entry, copies, refused), [editing, entry, copies, refused]);

  useEffect(() => {
    if (state.created) onMoved(state.id);
  }, [state.created, state.id, onMoved]);

  useEffect(() => saveBeforeHiding(editing), [editing]);

  return { editing, state };
}

/** Saves at once when the page goes out of sight, and asks before it is closed with words that are only here. */
function saveBeforeHiding(editing: Editing): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const save = () => void editing.save();
  window.addEventListener("pagehide", save, { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save(), { signal });
  window.addEventListener(
    "beforeunload",
    (event) => {
      if (editing.state.dirty) event.preventDefault();
      save();
    },
    { signal },
  );
  return () => {
    ended.abort();
    save();
  };
}
