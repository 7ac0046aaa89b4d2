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

export function factorWord(label: string): string {
  const words: Record<string, () => string> = {
    communication: () => t`Communication`,
    emotional_support: () => t`Emotional support`,
    conflict_resolution: () => t`Conflict resolution`,
    trust_intimacy: () => t`Trust and intimacy`,
    shared_growth: () => t`Shared growth`,
  };
  return (words[label] ?? (() => plain(label)))();
}

export function styleWord(label: string): string {
  const words: Record<string, () => string> = {
    direct: () => t`Leaning direct`,
    collaborative: () => t`Leaning collaborative`,
    avoidant: () => t`Leaning avoidant`,
    defensive: () => t`Leaning defensive`,
    neutral: () => t`Leaning neutral`,
  };
  return (words[label] ?? (() => plain(label)))();
}

function plain(label: string): string {
  return label.replaceAll("_", " ");
}
