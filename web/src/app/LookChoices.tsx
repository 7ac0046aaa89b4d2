import { t } from "@lingui/core/macro";
import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { appearanceStore } from "./appearance";
import { changeAppearance } from "./changeAppearance";

/** Colours and text size, shown as soon as they are chosen. */
export function LookChoices() {
  const { theme, textSize } = useSyncExternalStore(appearanceStore.subscribe, appearanceStore.get);
  return (
    <>
      <ChoiceGroup
        label={t`Colours`}
        value={theme ?? "system"}
        choices={[
          { value: "system", label: t`System`, icon: <Monitor aria-hidden="true" className="size-4" /> },
          { value: "light", label: t`Light`, icon: <Sun aria-hidden="true" className="size-4" /> },
          { value: "dark", label: t`Dark`, icon: <Moon aria-hidden="true" className="size-4" /> },
        ]}
        onChange={(value) => changeAppearance({ theme: value === "system" ? undefined : value })}
      />
      <ChoiceGroup
        label={t`Text size`}
        value={textSize ?? "normal"}
        choices={[
          { value: "normal", label: t`Normal` },
          { value: "large", label: t`Large` },
          { value: "larger", label: t`Larger` },
        ]}
        onChange={(value) => changeAppearance({ textSize: value === "normal" ? undefined : value })}
      />
    </>
  );
}
