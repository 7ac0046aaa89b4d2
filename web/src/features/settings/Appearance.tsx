import { t } from "@lingui/core/macro";
import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { appearanceStore, type Appearance as Look } from "@/app/appearance";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { Switch } from "@/ui/Switch";
import { Section } from "./Section";

/** How the app looks in this browser; nothing of it goes to the server. */
export function Appearance() {
  const look = useSyncExternalStore(appearanceStore.subscribe, appearanceStore.get);
  const { theme, textSize, shortcuts, numbers } = look;

  function set(change: Partial<{ [Key in keyof Look]: Look[Key] | undefined }>): void {
    const next = Object.entries({ ...look, ...change }).filter(([, value]) => value !== undefined);
    appearanceStore.set(Object.fromEntries(next));
  }

  return (
    <Section title={t`Appearance`} lead={t`For this browser only.`}>
      <ChoiceGroup
        label={t`Colours`}
        value={theme ?? "system"}
        choices={[
          { value: "system", label: t`System`, icon: <Monitor aria-hidden="true" className="size-4" /> },
          { value: "light", label: t`Light`, icon: <Sun aria-hidden="true" className="size-4" /> },
          { value: "dark", label: t`Dark`, icon: <Moon aria-hidden="true" className="size-4" /> },
        ]}
        onChange={(value) => set({ theme: value === "system" ? undefined : value })}
      />
      <ChoiceGroup
        label={t`Text size`}
        value={textSize ?? "normal"}
        choices={[
          { value: "normal", label: t`Normal` },
          { value: "large", label: t`Large` },
          { value: "larger", label: t`Larger` },
        ]}
        onChange={(value) => set({ textSize: value === "normal" ? undefined : value })}
      />
      <Switch
        label={t`Key N starts a new entry, key / the search`}
        hint={t`Anywhere but where you are typing.`}
        checked={shortcuts !== "off"}
        onChange={(on) => set({ shortcuts: on ? undefined : "off" })}
      />
      <Switch
        label={t`Scores in words only`}
        hint={t`“Warm” instead of “Warm, 63 of 100”.`}
        checked={numbers === "off"}
        onChange={(on) => set({ numbers: on ? "off" : undefined })}
      />
    </Section>
  );
}
