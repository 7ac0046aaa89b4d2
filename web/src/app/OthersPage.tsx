import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { type Unsaved, useConnection, useUnsaved } from "@/sync/react";
import { Button } from "@/ui/Button";
import { inTime } from "./inTime";
import { keepAll } from "./keepAll";
import { wordsOf, writingLeft } from "./leaving";
import { Plain } from "./Plain";
import { makeRoom } from "./sync";
import { UnsavedWords } from "./UnsavedWords";

/** What stands in a tab that still holds unsaved words of one user after somebody else has signed in in this browser. */
export function OthersPage() {
  const { kept } = useConnection();
  const { words: unsent } = useUnsaved();
  const left = useLeft();
  // What is kept waits for its own user.
  const words = kept ? left : [...left, ...unsent];
  return (
    <Plain
      covers
      title={t`Another account`}
      heading={t`Another account has signed in`}
      lead={
        words.length > 0
          ? t`This tab still holds words of the account before, and nothing else has them. Copy them before you go on: they cannot be saved from here.`
          : t`This tab still holds changes of the account before that are not saved. They cannot be saved from here.`
      }
    >
      <UnsavedWords words={words} />
      <Button look="primary" className="self-start" onClick={() => void makeRoom()}>
        {t`Let them go and open my journal`}
      </Button>
    </Plain>
  );
}

/** What is being written in this tab and could not be stored. */
function useLeft(): Unsaved["words"] {
  const [left, setLeft] = useState<Unsaved["words"]>([]);
  useEffect(() => {
    const look = () => setLeft(wordsOf(writingLeft()));
    void inTime(keepAll()).then(look);
  }, []);
  return left;
}
