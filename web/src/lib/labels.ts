import { t } from "@lingui/core/macro";

/** Words for what a reading names. A label that is not known here is shown as it is. */

export function emotionWord(label: string): string {
  const words: Record<string, () => string> = {
    joy: () => t`Joy`,
    gratitude: () => t`Gratitude`,
    love: () => t`Love`,
    calm: () => t`Calm`,
    hope: () => t`Hope`,
    pride: () => t`Pride`,
    sadness: () => t`Sadness`,
    anger: () => t`Anger`,
    fear: () => t`Fear`,
    hurt: () => t`Hurt`,
    shame: () => t`Shame`,
    tiredness: () => t`Tiredness`,
  };
  return (words[label] ?? (() => plain(label)))();
}

export function themeWord(label: string): string {
  const words: Record<string, () => string> = {
    communication: () => t`Talking`,
    quality_time: () => t`Time together`,
    conflict: () => t`Conflict`,
    money: () => t`Money`,
    work: () => t`Work`,
    health: () => t`Health`,
    sleep: () => t`Sleep`,
    family: () => t`Family`,
    children: () => t`Children`,
    affection: () => t`Affection`,
    trust: () => t`Trust`,
    chores: () => t`Chores`,
    friends: () => t`Friends`,
    future: () => t`Future`,
  };
  return (words[label] ?? (() => plain(label)))();
}

/** What goes on between people: going well, or being hard. */
export function factorWord(label: string, isHard: boolean): string {
  const words: Record<string, () => string> = {
    communication: () => (isHard ? t`Hard to talk` : t`Talking and listening`),
    emotional_support: () => (isHard ? t`Missing support` : t`Being there for each other`),
    conflict_resolution: () => (isHard ? t`A fight` : t`Making up`),
    trust_intimacy: () => (isHard ? t`Trust in doubt` : t`Closeness and trust`),
    shared_growth: () => (isHard ? t`Feeling stuck` : t`Moving forward together`),
  };
  return (words[label] ?? (() => plain(label)))();
}

export function styleWord(label: string): string {
  const words: Record<string, () => string> = {
    direct: () => t`Plainly`,
    collaborative: () => t`Looking for a way together`,
    avoidant: () => t`Holding back`,
    defensive: () => t`On guard`,
    neutral: () => t`Evenly`,
  };
  return (words[label] ?? (() => plain(label)))();
}

function plain(label: string): string {
  return label.replaceAll("_", " ");
}
