import { t } from "@lingui/core/macro";
import { ChoiceGroup } from "./ChoiceGroup";
import { MoodMark } from "./MoodMark";
import { asMood, MOODS, type Mood, moodWord } from "./moods";

type Props = { value: Mood | null; onChange: (mood: Mood | null) => void };

/** How the user felt, in five words. Pressing the chosen one takes it back. */
export function MoodPicker({ value, onChange }: Props) {
  return (
    <ChoiceGroup
      label={t`Mood`}
      value={value === null ? undefined : String(value)}
      choices={MOODS.map((mood) => ({ value: String(mood), label: moodWord(mood), icon: <MoodMark mood={mood} /> }))}
      onChange={(mood) => onChange(asMood(Number(mood)) ?? null)}
      onClear={() => onChange(null)}
    />
  );
}
