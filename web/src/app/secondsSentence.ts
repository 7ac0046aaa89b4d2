import { plural, t } from "@lingui/core/macro";

/** More than this, and somebody who has just finished an entry will have gone on to something else. */
const SLOW = 10;

/** How long a model took over an entry, and what that means for who writes. */
export function secondsSentence(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return t`It read an entry in less than a second.`;
  const took = plural(whole, {
    one: "It read an entry in about # second.",
    other: "It read an entry in about # seconds.",
  });
  return whole > SLOW
    ? t`${took} That is slow, but nobody has to wait for it: entries are read while you go on.`
    : took;
}
