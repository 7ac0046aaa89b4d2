import { t } from "@lingui/core/macro";
import { useSyncExternalStore } from "react";
import { appearanceStore } from "@/app/appearance";
import { changeAppearance } from "@/app/changeAppearance";
import { LookChoices } from "@/app/LookChoices";
import { Switch } from "@/ui/Switch";
import { Section } from "./Section";

/** How the app looks in this browser; nothing of it goes to the server. */
export function Appearance() {
  const { shortcuts, numbers } = useSyncExternalStore(appearanceStore.subscribe, appearanceStore.get);
  return (
    <Section title={t`Appearance`} lead={t`For this browser only.`}>
      <LookChoices />
      <Switch
        label={t`Key N starts a new entry, key / the search`}
        hint={t`Anywhere but where you are typing.`}
        checked={shortcuts !== "off"}
        onChange={(on) => changeAppearance({ shortcuts: on ? undefined : "off" })}
      />
      <Switch
        label={t`Scores in words only`}
        hint={t`“Warm” instead of “Warm, 63 of 100”.`}
        checked={numbers === "off"}
        onChange={(on) => changeAppearance({ numbers: on ? "off" : undefined })}
      />
    </Section>
  );
}
