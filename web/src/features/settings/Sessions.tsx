import { t } from "@lingui/core/macro";
import { describeError } from "@/api/problem";
import { type DeviceSession, endOtherSessions, endSession, fetchSessions } from "@/api/sessions";
import { formatShort, formatTime } from "@/lib/dates";
import { Resource, useResource } from "@/lib/resource";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { toastStore } from "@/ui/toasts";
import { Section } from "./Section";

const sessions = new Resource(fetchSessions);

/** Ends what `end` ends, then shows what is left. */
function endAndReload(end: () => Promise<void>): void {
  end()
    .then(() => sessions.reload())
    .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }));
}

/** Where the account is signed in. */
export function Sessions() {
  const { data, error } = useResource(sessions);
  return (
    <Section title={t`Signed in on`} lead={t`Sign out what you no longer use or do not know.`}>
      {error === undefined ? null : <Banner kind="warn">{describeError(error)}</Banner>}
      {data ? (
        <ul className="flex flex-col rounded-card border border-line bg-surface">
          {data.map((session) => (
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

function SessionRow({ session: { id, label, created_at, last_used_at, is_current } }: { session: DeviceSession }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">{label}</p>
        <p className="text-sm text-ink-2">
          {is_current
            ? t`This browser, since ${formatShort(created_at)}`
            : t`Last used ${formatShort(last_used_at)}, ${formatTime(last_used_at)}`}
        </p>
      </div>
      {is_current ? null : (
        <Button size="small" aria-label={t`Sign out ${label}`} onClick={() => endAndReload(() => endSession(id))}>
          {t`Sign out`}
        </Button>
      )}
    </div>
  );
}
