import { t } from "@lingui/core/macro";
import { useEffect, useId, useState, useSyncExternalStore } from "react";
import { useConnection, useUnsaved } from "@/sync/react";
import { Button } from "@/ui/Button";
import { askBeforeClosing, letWordsGo, wordsOf, writingLeft } from "../leaving";
import { Plain } from "../Plain";
import { UnsavedWords } from "../UnsavedWords";
import { deviceStore } from "./device";
import { lockAnyway } from "./lockAnyway";

/** What stands in place of the journal when the lock is to fall and this tab holds what nothing else does. */
export function CoverPage() {
  const [writing] = useState(writingLeft);
  // Told of when some of it has been stored.
  useSyncExternalStore(deviceStore.subscribe, deviceStore.get);
  const left = wordsOf(writing);
  const areLeft = left.length > 0;
  useEffect(() => {
    const ended = new AbortController();
    // Where they were written may be left by now, and then they are only here.
    askBeforeClosing(() => areLeft, ended.signal);
    return () => ended.abort();
  }, [areLeft]);
  const { kept } = useConnection();
  const { words: unsent, areRefused } = useUnsaved();
  // What is kept is under the lock, and not for whoever looks here.
  const words = kept ? left : [...left, ...unsent];
  return (
    <Plain covers title={t`Locked`} lead={leadOver(words.length > 0, areLeft || (areRefused && !kept))}>
      <UnsavedWords words={words} />
      <LetGo areWords={words.length > 0} />
    </Plain>
  );
}

/** Asks once before anything is lost. Here and not in a dialog, which would be large for what every page loads. */
function LetGo({ areWords }: { areWords: boolean }) {
  const [isAsking, setAsking] = useState<boolean>();
  const id = useId();
  if (!isAsking) {
    return (
      <Button look="danger" className="self-start" autoFocus={isAsking === false} onClick={() => setAsking(true)}>
        {t`Let them go and lock`}
      </Button>
    );
  }
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 rounded-card border border-danger px-4 py-3">
      <p id={id}>
        {areWords
          ? t`These words are nowhere else: without this tab they are lost. Let them go?`
          : t`Your last changes are nowhere else: without this tab they are lost. Let them go?`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button autoFocus aria-describedby={id} onClick={() => setAsking(false)}>{t`Cancel`}</Button>
        <Button look="danger" onClick={letGo}>
          {t`Let them go and lock`}
        </Button>
      </div>
    </section>
  );
}

function letGo(): void {
  letWordsGo();
  void lockAnyway();
}

/** `areStuck`: nothing will save them. */
function leadOver(areWords: boolean, areStuck: boolean): string {
  if (areWords && areStuck)
    return t`These words could not be saved, and are only in this tab. Copy what you need, and then let them go: until then the tab keeps them.`;
  if (areStuck)
    return t`Your last changes could not be saved, and are only in this tab: it keeps them until you let them go.`;
  if (areWords)
    return t`These words are only in this tab. Keep it open: the lock falls as soon as the server has them.`;
  return t`Your last changes are only in this tab. Keep it open: the lock falls as soon as the server has them.`;
}
