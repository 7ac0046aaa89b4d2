/** React's view of the journal. Every hook follows the data live; without a signed-in user there is nothing. */

import { useMemo, useSyncExternalStore } from "react";
import { currentClient, onClientSwitch } from ".";
import { type Found, foundIn } from "./about";
import { isAside } from "./aside";
import type { Client } from "./client";
import type { Connection } from "./connection";
import { type EntryFilter, matches } from "./filter";
import {
  isWithdrawn,
  lastWords,
  type MutationName,
  type NotAccepted,
  type Outgoing,
  subjectOf,
  textOf,
} from "./mutations";
import { finderOf } from "./names";
import { vidOf } from "./outbox";
import type { AnalysisRow, PersonRow, PreferencesRow } from "./rows";
import type { Entry } from "./view";

export type { Entry } from "./view";

const NOTHING: readonly never[] = [];
const NOT_CONNECTED: Connection = { state: "reconnecting", pending: 0, since: 0, kept: false };

type Source = (client: Client) => { subscribe(listener: () => void): () => void };

/** Subscribes to whatever client runs, now or later. */
function subscribeTo(source: Source): (listener: () => void) => () => void {
  return (listener) => {
    let stop = follow();
    const stopSwitch = onClientSwitch(() => {
      stop?.();
      stop = follow();
      listener();
    });
    function follow() {
      const client = currentClient();
      return client && source(client).subscribe(listener);
    }
    return () => {
      stop?.();
      stopSwitch();
    };
  };
}

const toView = subscribeTo((client) => client.view);
const toConnection = subscribeTo((client) => client.monitor);

function useView<T>(read: (client: Client) => T, none: T): T {
  return useSyncExternalStore(toView, () => {
    const client = currentClient();
    return client ? read(client) : none;
  });
}

/** Newest first. */
export function useEntries(filter: EntryFilter = {}): readonly Entry[] {
  const all = useView<readonly Entry[]>((client) => client.view.entries(), NOTHING);
  const { status, person, tag, mood, from, to } = filter;
  const found = useFound(person !== undefined);
  return useMemo(() => {
    const wanted = Object.entries({ status, person, tag, mood, from, to }).filter(([, value]) => value);
    if (wanted.length === 0) return all;
    const only: EntryFilter = Object.fromEntries(wanted);
    return all.filter((entry) => matches(entry, only, found.get(entry.id)));
  }, [all, found, status, person, tag, mood, from, to]);
}

/** The people who are named in each entry; with `wanted` off, nothing is looked at. */
export function useFound(wanted = true): Found {
  const analyses = useView<readonly AnalysisRow[]>((client) => (wanted ? client.view.analyses() : NOTHING), NOTHING);
  const entries = useView<readonly Entry[]>((client) => (wanted ? client.view.entries() : NOTHING), NOTHING);
  const find = finderOf(usePeople());
  return useMemo(() => foundIn(entries, analyses, find), [entries, analyses, find]);
}

export function useEntry(id: string): Entry | undefined {
  return useView((client) => client.view.entry(id), undefined);
}

/** The id of another version of the entry, while one is kept beside it. */
export function useOtherVersion(id: string): string | undefined {
  return useView((client) => client.view.otherVersion(id), undefined);
}

/** Whether a result of comparing this version with another is on its way to the server. */
export function useIsKeeping(id: string): boolean {
  return useView((client) => client.view.isKeeping(id), false);
}

export function useAnalysis(entryId: string): AnalysisRow | undefined {
  return useView((client) => client.view.analysis(entryId), undefined);
}

/** In no particular order. */
export function useAnalyses(): readonly AnalysisRow[] {
  return useView<readonly AnalysisRow[]>((client) => client.view.analyses(), NOTHING);
}

/** By name. */
export function usePeople(): readonly PersonRow[] {
  return useView<readonly PersonRow[]>((client) => client.view.people(), NOTHING);
}

export function usePreferences(): PreferencesRow | undefined {
  return useView((client) => client.view.preferences(), undefined);
}

/** Moves with every change that has come from the server: a key for what the server computes. */
export function useCookie(): number {
  return useView((client) => client.view.meta?.cookie ?? 0, 0);
}

/** Whether the journal has arrived in this browser. */
export function useSyncReady(): boolean {
  return useView((client) => client.view.isComplete, false);
}

export function useConnection(): Connection {
  return useSyncExternalStore(toConnection, () => currentClient()?.monitor.current ?? NOT_CONNECTED);
}

/** A change of the user's that the server has not got, or has refused. */
export interface Change {
  /** For `retryChange` and `discardChange`. */
  id: string;
  name: MutationName;
  /** The row it is about, as `entry/<id>` or `person/<id>`. */
  about: string;
  /** When it was made. */
  at: string;
  /** The words it carries, to copy. */
  text: string;
  /** Whether it can be given up: it was refused, or never sent. */
  discardable: boolean;
  /** Why it was refused. */
  reason?: { code: string; detail: string };
  /** The version that a refused change was made over, as it was called then, and its words where they are known. */
  base_vid?: string | undefined;
  base_text?: string | undefined;
}

/** The user's own changes that are not on the server. */
export function useOutbox(): { waiting: Change[]; not_accepted: Change[] } {
  const outbox = useView<readonly Outgoing[]>((client) => client.view.outbox, NOTHING);
  const refused = useView<readonly NotAccepted[]>((client) => client.view.notAccepted, NOTHING);
  const client_id = useView((client) => client.view.meta?.client_id ?? "", "");
  return useMemo(
    () => ({
      waiting: outbox.filter((item) => !isWithdrawn(item)).map((item) => waitingChange(item, client_id)),
      not_accepted: refused.map(refusedChange),
    }),
    [outbox, refused, client_id],
  );
}

/** Whether the server refused any of the user's changes. */
export function useIsRefused(): boolean {
  return useView<readonly NotAccepted[]>((client) => client.view.notAccepted, NOTHING).length > 0;
}

/** What the user has done that nothing but this tab holds. */
export interface Unsaved {
  /** The last words for each entry and person; those that were set aside each for themselves, `about` their change. */
  words: { about: string; text: string }[];
  /** Whether some of it was not accepted: nothing will send that. */
  areRefused: boolean;
  /** Whether there are changes at all, of whatever kind. */
  isMore: boolean;
}

export function useUnsaved(): Unsaved {
  const outbox = useView<readonly Outgoing[]>((client) => client.view.outbox, NOTHING);
  const refused = useView<readonly NotAccepted[]>((client) => client.view.notAccepted, NOTHING);
  const areOwed = useView((client) => client.deletions.areOwed, false);
  return useMemo(
    () => ({
      words: unsavedWords(refused, outbox),
      areRefused: refused.length > 0,
      isMore: areOwed || outbox.some((item) => !isWithdrawn(item)),
    }),
    [outbox, refused, areOwed],
  );
}

function unsavedWords(refused: readonly NotAccepted[], outbox: readonly Outgoing[]): Unsaved["words"] {
  // Nothing that was written later has the words of those.
  const aside = refused.filter(isAside);
  const others = refused.filter((item) => !aside.includes(item));
  return [...aside.map((item) => ({ about: item.id, text: textOf(item) })), ...lastWords([...others, ...outbox])];
}

function waitingChange(item: Outgoing, client_id: string): Change {
  const { name, at } = item;
  return {
    id: vidOf(client_id, item.mid),
    name,
    about: subjectOf(item),
    at,
    text: textOf(item),
    discardable: item.stage === "queued",
  };
}

function refusedChange(item: NotAccepted): Change {
  const { id, name, args, at, code, detail, base_vid } = item;
  const base_text = "base_text" in args ? args.base_text : undefined;
  const reason = { code, detail };
  return { id, name, about: subjectOf(item), at, text: textOf(item), discardable: true, reason, base_vid, base_text };
}
