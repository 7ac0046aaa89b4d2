/** How near somebody is to harm, by their words (docs/CRISIS.md). */
export type Level = 0 | 1 | 2 | 3;

export interface Crisis {
  /** Harm to oneself: 0 none, 1 distress, 2 a wish or an intent to die or to harm oneself, 3 a plan, means or act. */
  level: Level;
  /** Violence, threats, coercion or stalking by somebody else. */
  violence: boolean;
}

export const NOTHING: Crisis = { level: 0, violence: false };

/** From here on an entry is sent to no model, and nothing is concluded from it. */
export const ACUTE: Level = 2;

export function together(one: Crisis, other: Crisis): Crisis {
  return { level: Math.max(one.level, other.level) as Level, violence: one.violence || other.violence };
}
