import { plural, t } from "@lingui/core/macro";
import { useLayoutEffect, useSyncExternalStore } from "react";
import { type Said, Saying } from "@/app/Saying";
import { unsentWords } from "@/app/unsentWords";
import { cx } from "@/lib/cx";
import { formatTime } from "@/lib/dates";
import type { ConnectionState } from "@/sync/connection";
import { type Entry, useConnection } from "@/sync/react";
import { CopyButton } from "@/ui/CopyButton";
import { StatusRow } from "@/ui/StatusRow";
import { statusWord } from "@/ui/statusWord";
import type { Editing } from "./editing";
import { type SavingWord, savingOf } from "./saving";
import { useRefusal } from "./useRefusal";

type Props = { editing: Editing; entry: Entry | undefined };

/** Where the words are: only here, on their way, or saved. */
export function StateLine({ editing, entry }: Props) {
  const state = useSyncExternalStore(editing.subscribe, () => editing.state);
  const refused = useRefusal(state.id, entry);
  const { state: connection, kept } = useConnection();
  const saving = savingOf(state, entry?.saving, refused !== undefined, kept);
  useTellUnsent(areUnsent(saving));
  const isTrouble = isProblem(saving) || isStranded(saving, connection);
  const reason = refused?.reason?.detail;
  // What was refused before the page was opened is not in the field.
  const words = () => (entry?.text === editing.text && refused?.text) || wordsOf(editing);
  return (
    <>
      <div
        id="composer-state"
        className={cx(
          "flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-3",
          // Trouble takes a sentence, and on a phone a line of its own.
          isTrouble ? "basis-full tablet:basis-80" : "basis-0",
        )}
      >
        {saving ? (
          <Saving
            saving={saving}
            connection={connection}
            editing={editing}
            savedAt={entry?.updated_at}
            reason={reason}
            words={words}
          />
        ) : (
          <p className="text-sm text-ink-2">{hint(state.blank, state.dirty)}</p>
        )}
        {entry && state.over === 0 ? (
          <p className="hidden text-sm text-ink-2 tabular-nums tablet:block">
            {plural(state.blank ? 0 : entry.word_count, { one: "# word", other: "# words" })}
          </p>
        ) : null}
      </div>
      <Saying now={saidOf(saving, connection, reason)} />
    </>
  );
}

/** What is read out: trouble, and that the words are saved; none of the steps on the way there, nor counts and times. */
function saidOf(
  saving: SavingWord | undefined,
  connection: ConnectionState,
  reason: string | undefined,
): Said | undefined {
  if (!saving || saving === "long_unsaved") return undefined;
  if (saving === "too_long") return { words: t`Too long: only in this tab until it is shorter`, urgent: true };
  if (saving === "long_kept")
    return { words: t`Too long to send as one entry. It is kept on this device.`, lasts: true };
  const isLasting =
    saving === "saved" || (saving === "kept" && connection !== "up_to_date" && connection !== "sending");
  if (!isLasting && !isProblem(saving) && !isStranded(saving, connection)) return undefined;
  const words = wordsFor({ saving, connection, over: 0, reason });
  return { words, urgent: saving === "rejected", lasts: isLasting };
}

/** Whether there are words here that the server has not got. */
const areUnsent = (saving: SavingWord | undefined) => saving !== undefined && saving !== "saved" && saving !== "empty";

/** The connection is not called up to date beside them, not for a moment. */
function useTellUnsent(unsent: boolean): void {
  useLayoutEffect(() => unsentWords.set(unsent), [unsent]);
  useLayoutEffect(() => () => unsentWords.set(false), []);
}

const isProblem = (saving: SavingWord | undefined) => saving === "rejected" || saving === "empty" || isTooLong(saving);

const isTooLong = (saving: SavingWord | undefined) =>
  saving === "too_long" || saving === "long_unsaved" || saving === "long_kept";

/** Only here, and that will not pass in a moment. */
const isStranded = (saving: SavingWord | undefined, connection: ConnectionState) =>
  saving === "tab_only" && (connection === "offline" || connection === "disk_full");

const MARKS = {
  too_long: "rejected",
  long_unsaved: "tab_only",
  long_kept: "local",
  empty: "rejected",
  rejected: "rejected",
  unsaved: "tab_only",
  tab_only: "tab_only",
  kept: "local",
  sending: "sending",
  saved: "saved",
} as const;

type SavingProps = {
  saving: SavingWord;
  connection: ConnectionState;
  editing: Editing;
  savedAt: string | undefined;
  /** Why the server did not take it. */
  reason: string | undefined;
  /** The words to copy where they are in trouble. */
  words: () => string;
};

function Saving({ saving, connection, editing, savedAt, reason, words }: SavingProps) {
  const stranded = isStranded(saving, connection);
  return (
    <StatusRow
      status={MARKS[saving]}
      className={stranded ? "text-warn" : ""}
      actions={saving === "rejected" || isTooLong(saving) || stranded ? <CopyButton text={words} /> : null}
    >
      {wordsFor({ saving, connection, over: editing.state.over, reason })}
      {(saving === "saved" || saving === "kept") && savedAt ? ` ${formatTime(savedAt)}` : null}
    </StatusRow>
  );
}

function hint(blank: boolean, dirty: boolean): string {
  return blank && dirty ? t`Saved as soon as there are words.` : t`Saves as you write.`;
}

type Facts = { saving: SavingWord; connection: ConnectionState; over: number; reason: string | undefined };

function wordsFor({ saving, connection, over, reason }: Facts): string {
  if (saving === "too_long") {
    return plural(over, {
      one: "# character too many: only in this tab until it is shorter",
      other: "# characters too many: only in this tab until it is shorter",
    });
  }
  if (saving === "long_unsaved") {
    return plural(over, {
      one: "# character too many for one entry. Not saved yet",
      other: "# characters too many for one entry. Not saved yet",
    });
  }
  if (saving === "long_kept") {
    return plural(over, {
      one: "# character too many to send as one entry. Kept on this device",
      other: "# characters too many to send as one entry. Kept on this device",
    });
  }
  if (saving === "empty") return t`An entry needs at least one character. The last saved text is kept.`;
  if (saving === "unsaved") return t`Not saved yet`;
  if (saving === "rejected" && reason) return t`Not accepted: ${reason}`;
  if (isStranded(saving, connection)) {
    return connection === "offline"
      ? t`Only in this tab until the connection is back`
      : t`Only in this tab until the server's disk has room`;
  }
  return statusWord(MARKS[saving]);
}

function wordsOf({ title, text }: Editing): string {
  return [title, text].filter(Boolean).join("\n\n");
}
