import { t } from "@lingui/core/macro";
import { AIMS, aimWord, MAX_OWN_AIM } from "@/lib/aims";
import { useKeptOnLeaving } from "@/lib/useKeptOnLeaving";
import { mutate } from "@/sync";
import { usePreferences } from "@/sync/react";
import type { Aim } from "@/sync/rows";
import { TextField } from "@/ui/TextField";
import { TickGroup } from "@/ui/TickGroup";

/** What the user wants of the journal: a few aims to tick, and one in words of their own. */
export function AimsChoice() {
  const preferences = usePreferences();
  const aims = preferences?.aims ?? [];
  const own = useKeptOnLeaving(preferences?.own_aim ?? "", keepOwnAim);

  function tick(aim: Aim, on: boolean): void {
    // In the order in which they are offered, whichever was ticked first.
    void mutate.setPreferences({ aims: AIMS.filter((it) => (it === aim ? on : aims.includes(it))) });
  }

  return (
    <>
      <TickGroup
        label={t`What do you want to write for?`}
        choices={AIMS.map((value) => ({ value, label: aimWord(value) }))}
        ticked={aims}
        onTick={tick}
      />
      <TextField
        label={t`In your own words`}
        hint={t`Hearken asks about it now and then. It is kept encrypted, like your entries.`}
        value={own.value}
        maxLength={MAX_OWN_AIM}
        autoComplete="off"
        onChange={(event) => own.change(event.target.value)}
        onBlur={own.leave}
      />
    </>
  );
}

const keepOwnAim = (typed: string) => mutate.setPreferences({ own_aim: typed.trim() });
