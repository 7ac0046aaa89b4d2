import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatShort, formatTime } from "@/lib/dates";
import { discardChange, retryChange } from "@/sync";
import { isAside } from "@/sync/aside";
import { type Change, useConnection, useEntry, useOutbox } from "@/sync/react";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import { CopyButton } from "@/ui/CopyButton";
import { Dialog } from "@/ui/Dialog";
import { toastStore } from "@/ui/toasts";
import { canGoOn } from "./canGoOn";
import { changeWord } from "./changeWord";
import { useShownConnection } from "./useConnectionWord";

// What the buttons do must be here when they are, for when there is no network. What fails here is asked for again.
void import("@/sync/discards").catch(() => undefined);

/** What the server has not got yet, and what it refused. */
export function ChangesSheet({ onClose }: { onClose: () => void }) {
  const { kept } = useConnection();
  const { state, word } = useShownConnection();
  const { waiting, not_accepted: refused } = useOutbox();
  return (
    <Dialog shape="sheet" title={word} open onClose={onClose}>
      <div className="flex flex-col gap-6">
        <Advice state={state} />
        {refused.length > 0 ? (
          <section className="flex flex-col gap-3">
            <h3 className="font-medium text-danger">{t`Not accepted`}</h3>
            <Changes changes={refused} onLeave={onClose} />
          </section>
        ) : null}
        <section className="flex flex-col gap-3">
          <h3 className="font-medium">{t`Waiting`}</h3>
          {waiting.length === 0 ? (
            <p className="text-ink-2">{state === "unsent" ? writingSentence() : nothingSentence(refused.length > 0)}</p>
          ) : (
            <>
              <p className="text-ink-2">{waitingSentence(waiting.length, kept)}</p>
              <Changes changes={waiting} onLeave={onClose} />
            </>
          )}
        </section>
      </div>
    </Dialog>
  );
}

function nothingSentence(areRefused: boolean): string {
  if (areRefused) return t`Nothing else is waiting.`;
  return t`Nothing is waiting. Everything you wrote is on the server.`;
}

function writingSentence(): string {
  return t`Nothing is waiting but what is still being written.`;
}

function waitingSentence(count: number, kept: boolean): string {
  if (kept) {
    return plural(count, {
      one: "# change is saved on this device. It is sent as soon as the server can be reached.",
      other: "# changes are saved on this device. They are sent as soon as the server can be reached.",
    });
  }
  return plural(count, {
    one: "# change is only in this tab. Keep the tab open until it has been sent.",
    other: "# changes are only in this tab. Keep the tab open until they have been sent.",
  });
}

/** What to do about the connection, where there is something to do. */
function Advice({ state }: { state: string }) {
  if (state === "disk_full") {
    return (
      <p>
        {t`The server has no room to save anything. What was saved before is safe. Whoever runs it has to make room; then this is sent by itself.`}
      </p>
    );
  }
  if (state === "too_old") {
    return (
      <div className="flex flex-col items-start gap-3">
        <p>{t`The server has been updated, and this page is older than it.`}</p>
        <Button look="primary" onClick={() => window.location.reload()}>{t`Reload`}</Button>
      </div>
    );
  }
  return null;
}

/** `onLeave`: another page is gone to. */
function Changes({ changes, onLeave }: { changes: readonly Change[]; onLeave: () => void }) {
  return (
    <ul className="flex flex-col gap-3">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-col gap-2 rounded-card border border-line p-3">
          <p className="flex flex-wrap justify-between gap-x-3">
            <span className="font-medium">{changeWord(change.name)}</span>
            <time dateTime={change.at} className="text-sm text-ink-2">
              {formatShort(change.at)}, {formatTime(change.at)}
            </time>
          </p>
          {change.reason ? <p className="text-sm text-danger">{change.reason.detail}</p> : null}
          {change.text ? <p className="line-clamp-3 font-serif text-ink-2">{change.text}</p> : null}
          <div className="flex flex-wrap items-center gap-2">
            {isAside(change.reason) ? <GoOn change={change} onLeave={onLeave} /> : <TryAgain change={change} />}
            {change.text ? <CopyButton text={() => change.text} /> : null}
            {change.discardable ? (
              <Button size="small" look="danger" onClick={() => void discard(change)}>{t`Discard`}</Button>
            ) : null}
          </div>
          {change.discardable ? null : (
            <p className="text-sm text-ink-2">
              {t`Under way: it may have arrived already, so it cannot be discarded any more.`}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** To the composer, with the words that were set aside in its field. */
function GoOn({ change, onLeave }: { change: Change; onLeave: () => void }) {
  const id = change.about.slice("entry/".length);
  const entry = useEntry(id);
  if (!canGoOn(change, entry)) return null;
  return (
    <Link to="/e/$id/edit" params={{ id }} onClick={onLeave} className={buttonClass({ size: "small" })}>
      {t`Go on writing`}
    </Link>
  );
}

function TryAgain({ change }: { change: Change }) {
  const [outcome, setOutcome] = useState<"trying" | "failed">();
  async function tryAgain(): Promise<void> {
    setOutcome("trying");
    // It may also be what this takes that cannot be loaded.
    const isReached = await retryChange(change.id).catch(() => false);
    setOutcome(isReached ? undefined : "failed");
  }
  return (
    <>
      <Button size="small" pending={outcome === "trying"} onClick={() => void tryAgain()}>
        {outcome === "trying" ? t`Trying` : t`Try again`}
      </Button>
      <span role="status" className={outcome === "failed" ? "order-last basis-full text-sm text-warn" : "sr-only"}>
        {outcome === "trying" ? t`Trying` : null}
        {outcome === "failed" ? t`The server could not be reached just now.` : null}
      </span>
    </>
  );
}

/** At once, with a way back: the words may be nowhere else. */
async function discard({ id, name }: Change): Promise<void> {
  const what = changeWord(name);
  // The button is gone with its change.
  document.querySelector<HTMLElement>("[role=dialog]")?.focus();
  const takeUp = await discardChange(id);
  if (!takeUp) {
    toastStore.show({ kind: "note", message: t`It is under way by now, and was not discarded.` });
    return;
  }
  toastStore.show({
    kind: "note",
    message: t`Discarded: ${what}`,
    fades: "slowly",
    action: { label: t`Undo`, run: () => void takeUp() },
  });
}
