import { t } from "@lingui/core/macro";
import { useEntries, usePeople, usePreferences } from "@/sync/react";
import type { PersonRow, PreferencesRow } from "@/sync/rows";

/** A question to begin with: about what the user writes for before the first entry and every other day after that. */
export function useQuestion(): string {
  const preferences = usePreferences();
  const people = usePeople();
  const isFirst = useEntries().length === 0;
  return questionFor(new Date(), preferences, people, isFirst);
}

/** Another one each day, the same all day. */
export function questionFor(
  date: Date,
  preferences: Pick<PreferencesRow, "aims" | "own_aim"> | undefined,
  people: readonly Pick<PersonRow, "name">[],
  isFirst: boolean,
): string {
  const day = Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / 86_400_000);
  const own = preferences ? aboutAims(preferences, people) : [];
  if (own.length > 0 && (isFirst || day % 2 === 0)) return pick(own, isFirst ? day : day / 2);
  return pick(general(), day);
}

function pick(questions: readonly string[], day: number): string {
  return questions[day % questions.length] ?? "";
}

function aboutAims(
  { aims, own_aim }: Pick<PreferencesRow, "aims" | "own_aim">,
  people: readonly Pick<PersonRow, "name">[],
): string[] {
  const questions: string[] = [];
  if (own_aim !== "") questions.push(t`“${own_aim}”: where are you with it today?`);
  if (aims.includes("relationships")) {
    if (people.length === 0) questions.push(t`Who is on your mind, and what would you like to tell them?`);
    for (const { name } of people) questions.push(t`How was it with ${name} lately?`);
  }
  if (aims.includes("hard_times")) questions.push(t`What weighs most today?`, t`What made today a little easier?`);
  if (aims.includes("myself")) {
    questions.push(t`What did you notice about yourself today?`, t`When did you last feel like yourself?`);
  }
  return questions;
}

function general(): string[] {
  return [
    t`What is on your mind?`,
    t`What do you want to remember of today?`,
    t`Who was on your mind today, and why?`,
    t`What was said today that stayed with you?`,
    t`What felt lighter than yesterday, or heavier?`,
    t`What have you not told anyone yet?`,
    t`What would you like to see more clearly?`,
  ];
}
