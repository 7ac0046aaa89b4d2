import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { EntryList } from "@/app/EntryList";
import { daysOf } from "@/app/trend/days";
import { Waiting } from "@/app/Waiting";
import { relationshipWord } from "@/lib/relationships";
import { type Entry, useAnalyses, useEntries, usePeople, useSyncReady } from "@/sync/react";
import type { PersonRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { personDraft } from "./draft";
import { PersonDialog } from "./PersonDialog";

const TrendSection = lazy(() => import("@/app/trend/TrendSection").then((it) => ({ default: it.TrendSection })));
const HealthCard = lazy(() => import("./health/HealthCard").then((it) => ({ default: it.HealthCard })));

/** Someone, and every entry that is about them or names them. */
export function PersonPage({ personId }: { personId: string }) {
  const ready = useSyncReady();
  const person = usePeople().find(({ id }) => id === personId);
  if (person) return <Person person={person} />;
  return (
    <Page title={t`People`}>
      {ready ? (
        <EmptyState
          action={
            <Link to="/people" className={buttonClass()}>
              {t`To your people`}
            </Link>
          }
        >
          {t`There is nobody here. They may have been deleted.`}
        </EmptyState>
      ) : (
        <Waiting lines={6} />
      )}
    </Page>
  );
}

function Person({ person }: { person: PersonRow }) {
  const { id, name, relationship, notes } = person;
  const others = usePeople();
  const entries = useEntries({ person: id });
  const analyses = useAnalyses();
  const finished = useMemo(() => entries.filter(({ status }) => status === "published"), [entries]);
  const days = useMemo(() => daysOf(finished, analyses), [finished, analyses]);
  const [isEditing, setIsEditing] = useState(() => personDraft.get()?.person === id);
  return (
    <Page
      title={t`Person`}
      heading={name}
      lead={
        <>
          <p>{relationshipWord(relationship)}</p>
          <p role="status">{inEntries(entries, id)}</p>
        </>
      }
      actions={
        <Button onClick={() => setIsEditing(true)}>
          <Pencil aria-hidden="true" className="size-4" />
          {t`Edit`}
        </Button>
      }
    >
      <div className="flex flex-col gap-10">
        {notes ? <p className="max-w-measure font-serif text-lg whitespace-pre-line">{notes}</p> : null}
        {finished.length > 0 ? (
          <Suspense fallback={<Skeleton lines={4} />}>
            <HealthCard person={id} />
            <TrendSection days={days} total={finished.length} person={id} />
          </Suspense>
        ) : null}
        {entries.length > 0 ? (
          <EntryList entries={entries} />
        ) : (
          <EmptyState>{t`No entry names ${name} yet.`}</EmptyState>
        )}
      </div>
      {isEditing ? <PersonDialog person={person} others={others} onClose={() => setIsEditing(false)} /> : null}
    </Page>
  );
}

/** "In 12 entries: 9 are about them, 3 only name them." */
function inEntries(entries: readonly Entry[], id: string): string {
  const all = plural(entries.length, { one: "In # entry", other: "In # entries" });
  const about = entries.filter(({ people }) => people.includes(id)).length;
  const named = entries.length - about;
  if (about === 0 || named === 0) return all;
  const linked = plural(about, { one: "# is about them", other: "# are about them" });
  const only = plural(named, { one: "# only names them", other: "# only name them" });
  return t`${all}: ${linked}, ${only}`;
}
