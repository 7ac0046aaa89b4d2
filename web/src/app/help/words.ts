/**
 * All that is said to somebody who may be in danger, in one place, to be read and weighed as a whole (docs/CRISIS.md):
 * nothing of it is made by a model. It asks once and plainly, names nothing wrong with anybody, promises nothing, tells
 * nobody what to do about others, and speaks of no method.
 */

import { t } from "@lingui/core/macro";

export const gentleWords = () => ({
  title: t`This sounds heavy.`,
  text: t`You do not have to carry it alone. If it would help to talk, there are people who listen, at any hour.`,
  more: t`Who you can talk to`,
  later: t`Not now`,
});

export const acuteWords = () => ({
  title: t`Are you thinking about ending your life?`,
  text: t`If you are, or if you might hurt yourself, please talk to someone now. You can say it as plainly as you wrote it here. Hearken contacts nobody.`,
  emergency: t`If you are in danger right now, or have already done something, call`,
});

export const violenceWords = () => ({
  title: t`Is it safe to read this now?`,
  text: t`Someone may see your screen. You can open this later, or leave this page at once.`,
  show: t`It is safe, show it`,
  leave: t`Leave this page`,
  shown: t`What is done to you here is not your fault, and you decide what happens next. These people know about this.`,
  emergency: t`If you are in danger right now, call`,
});

export const numbersOf = (country: string) => t`Numbers for ${country}`;

export const countryWords = () => ({
  label: t`Where are you?`,
  hint: t`For the numbers of help lines near you, should you ever need one.`,
  later: t`It can be changed in Settings.`,
  none: t`Somewhere else, or I would rather not say`,
});

/** Read out when the card appears; it takes the focus from nothing. */
export const announcement = () => t`There is help beside your entry.`;
