import { t } from "@lingui/core/macro";
import { describeError } from "@/api/problem";
import { type DeviceSession, endOtherSessions, endSession } from "@/api/sessions";
import { useServed } from "@/app/served";
import { sessions } from "@/app/sessionList";
import { formatAgo, formatShort, formatTime } from "@/lib/dates";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { toastStore } from "@/ui/toasts";
import { Section } from "./Section";
import { SectionOutage } from "./SectionOutage";

/** Ends what `end` ends, then shows what is left. */
function endAndReload(end: () => Promise<void>): void {
  end()
    .then(() => sessions.reload())
    .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }));
}

/** Where the account is signed in. */
export function Sessions() {
  const loaded = useServed(sessions);
  const { data, error } = loaded;
  return (
    <Section title={t`Signed in on`} lead={t`Sign out what you no longer use or do not know.`}>
      <SectionOutage of={sessions} loaded={loaded} />
      {data ? (
        <ul className="flex flex-col rounded-card border border-line bg-surface">
          {thisFirst(data).map((session) => (
            <li key={session.id} className="border-t border-line first:border-t-0">
              <SessionRow session={session} />
            </li>
          ))}
        </ul>
      ) : error === undefined ? (
        <Skeleton lines={3} />
      ) : null}
      {data && data.length > 2 ? (
        <Button className="self-start" onClick={() => endAndReload(endOtherSessions)}>
          {t`Sign out everywhere else`}
        </Button>
      ) : null}
    </Section>
  );
}

const thisFirst = (all: readonly DeviceSession[]) =>
  [...all].sort((a, b) => Number(b.is_current) - Number(a.is_current));

/** Browsers of one kind have one name: when each signed in and was used last tells them apart. */
function SessionRow({ session: { id, label, created_at, last_used_at, is_current } }: { session: DeviceSession }) {
  const since = `${formatShort(created_at)}, ${formatTime(created_at)}`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {label}
          {is_current ? (
            <span className="rounded-full border border-accent px-2 text-sm text-accent">{t`This device`}</span>
          ) : null}
        </p>
        <p className="text-sm text-ink-2">
          {is_current ? t`In use now.` : t`Last used ${formatAgo(last_used_at)}.`} {t`Signed in ${since}.`}
        </p>
      </div>
      {is_current ? null : (
        <Button
          size="small"
          aria-label={t`Sign out ${label}, signed in ${since}`}
          onClick={() => endAndReload(() => endSession(id))}
        >
          {t`Sign out`}
        </Button>
      )}
    </div>
  );
}
