import { t } from "@lingui/core/macro";
import {
  fetchInsights,
  type Insight,
  type InsightSubject,
  type Insights,
  type InsightVerdict,
  sayOfInsight,
  silenceSubject,
  unsilenceSubject,
} from "@/api/insights";
import { describeError } from "@/api/problem";
import { useRecovery } from "@/app/served";
import { type Loaded, Resource, useResource } from "@/lib/resource";
import { useConnection, useCookie } from "@/sync/react";
import { toastStore } from "@/ui/toasts";

/** What the server has found, and what its user can say of it. */
export interface InsightsState extends Loaded<Insights> {
  readonly isOffline: boolean;
  /** What was called not right, and what was put aside, as far as it would be told. */
  readonly dismissed: readonly Insight[];
  readonly acted: readonly Insight[];
  say(insight: Insight, verdict: InsightVerdict | null): void;
  silence(subject: InsightSubject, name: string): void;
  unsilence(id: string): void;
}

/** What was computed last stays, also when the page is left, or the server goes away. */
const resource = new Resource(() => fetchInsights());
const dismissed = new Resource(() => fetchInsights("dismissed"));
const acted = new Resource(() => fetchInsights("acted"));

/** Asked anew whenever something has changed, and when the connection is back. */
export function useInsights(): InsightsState {
  const { state } = useConnection();
  const isOffline = state === "offline";
  const version = `${useCookie()} ${isOffline}`;
  const loaded = useResource(resource, version);
  useRecovery(resource, loaded);
  return {
    ...loaded,
    isOffline,
    dismissed: useResource(dismissed, version).data?.items ?? [],
    acted: useResource(acted, version).data?.items ?? [],
    say,
    silence,
    unsilence: (id) => void change(unsilenceSubject(id)),
  };
}

function change(work: Promise<unknown>): Promise<void> {
  const fail = (error: unknown) => void toastStore.show({ kind: "problem", message: describeError(error) });
  return work
    .then(() => Promise.all([resource, dismissed, acted].map((each) => each.reload())))
    .then(() => undefined)
    .catch(fail);
}

function offerBack(message: string, undo: () => Promise<unknown>): void {
  toastStore.show({
    kind: "note",
    message,
    fades: "slowly",
    action: { label: t`Undo`, run: () => void change(undo()) },
  });
}

function say({ id, feedback }: Insight, verdict: InsightVerdict | null): void {
  const said = sayOfInsight(id, verdict).then(() => {
    if (verdict === "not_right") offerBack(t`This is not told any more.`, () => sayOfInsight(id, feedback));
    if (verdict === "acted") offerBack(t`Put aside.`, () => sayOfInsight(id, feedback));
  });
  void change(said);
}

function silence(subject: InsightSubject, name: string): void {
  const silenced = silenceSubject(subject).then((id) =>
    offerBack(t`${name}: never spoken of again.`, () => unsilenceSubject(id)),
  );
  void change(silenced);
}
