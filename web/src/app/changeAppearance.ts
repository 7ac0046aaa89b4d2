import { type Appearance, appearanceStore } from "./appearance";

/** Changes what is named; `undefined` leaves it to the system. */
export function changeAppearance(change: Partial<{ [Key in keyof Appearance]: Appearance[Key] | undefined }>): void {
  const next = Object.entries({ ...appearanceStore.get(), ...change }).filter(([, value]) => value !== undefined);
  appearanceStore.set(Object.fromEntries(next));
}
