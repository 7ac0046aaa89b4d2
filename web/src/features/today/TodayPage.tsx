import { t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";
import { EntryItem } from "@/app/EntryItem";
import { useSession } from "@/app/useSession";
import { Waiting } from "@/app/Waiting";
import { formatDay } from "@/lib/dates";
import { type Entry, useEntries, useSyncReady } from "@/sync/react";
import { Page } from "@/ui/Page";
import { greeting } from "./greeting";
import { sectionsOf } from "./sections";
import { WriteHere } from "./WriteHere";

/** It waits for the detector of danger, so it need not come with the first page. Where it cannot be loaded, there is none. */
const OnThisDay = lazy(() =>
  import("./OnThisDay").then(
    (module) => ({ default: module.OnThisDay }),
    () => ({ default: () => null }),
  ),
);

/** The first place: write, and see what was written today and lately. */
export function TodayPage() {
  const session = useSession();
  const now = new Date();
  const name = session.status === "signed_in" ? session.user.name : "";
  return (
    <Page title={t`Today`} heading={greeting(now, name)} lead={formatDay(now)}>
      <div className="flex flex-col gap-10">
        <WriteHere />
        <Entries now={now} />
      </div>
    </Page>
  );
}

function Entries({ now }: { now: Date }) {
  const ready = useSyncReady();
  const entries = useEntries();
  const { drafts, today, earlier } = sectionsOf(entries, now);
  if (!ready && entries.length === 0) return <Waiting lines={5} />;
  if (entries.length === 0) return <FirstRun />;
  return (
    <>
      <Section title={t`Go on writing`} entries={drafts} date="day" />
      <Section title={t`Today`} entries={today} date="time" />
      <Suspense>
        <OnThisDay entries={entries} now={now} />
      </Suspense>
      <Section title={t`Lately`} entries={earlier} date="day" />
    </>
  );
}

function FirstRun() {
  return (
    <div className="flex max-w-measure flex-col gap-2">
      <p className="font-serif text-lg">{t`Nothing written yet. The first line is the hard one.`}</p>
      <p className="text-ink-2">
        {t`When you finish an entry, it is read, and you see what was found together with the words it rests on.`}
      </p>
    </div>
  );
}

type SectionProps = { title: string; entries: readonly Entry[]; date: "time" | "day" };

function Section({ title, entries, date }: SectionProps) {
  if (entries.length === 0) return null;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-serif text-xl">{title}</h2>
      <ul className="flex flex-col gap-3">
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryItem entry={entry} date={date} />
          </li>
        ))}
      </ul>
    </section>
  );
}
