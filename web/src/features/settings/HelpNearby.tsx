import { t } from "@lingui/core/macro";
import { CountryChoice, useCountry } from "@/app/help/CountryChoice";
import { mutate } from "@/sync";
import { usePreferences } from "@/sync/react";
import { Switch } from "@/ui/Switch";
import { Section } from "./Section";

/** Whose numbers are shown beside words of danger, and whether distress is answered. */
export function HelpNearby() {
  const isOff = usePreferences()?.no_gentle_reminders === true;
  return (
    <Section
      title={t`Help in dark hours`}
      lead={t`When what you write sounds as if you were in danger, the app shows where help is. Hearken looks for this by itself, in this browser and on your server, and contacts nobody.`}
    >
      <CountryChoice country={useCountry()} withoutLater />
      <Switch
        label={t`Offer help also when my words only sound heavy`}
        hint={t`Words of danger are always answered.`}
        checked={!isOff}
        onChange={(on) => void mutate.setPreferences({ no_gentle_reminders: !on })}
      />
    </Section>
  );
}
