import { t } from "@lingui/core/macro";

/** A question to begin with; another one each day, the same all day. */
export function questionFor(date: Date): string {
  const questions = [
    t`What is on your mind?`,
    t`What do you want to remember of today?`,
    t`Who was on your mind today, and why?`,
    t`What was said today that stayed with you?`,
    t`What felt lighter than yesterday, or heavier?`,
    t`What have you not told anyone yet?`,
    t`What would you like to see more clearly?`,
  ];
  const day = Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / 86_400_000);
  return questions[day % questions.length] ?? "";
}
