import { t } from "@lingui/core/macro";

/** A greeting for the time of day, by name where there is one. */
export function greeting(now: Date, name: string): string {
  const hour = now.getHours();
  if (hour < 5) return name ? t`Still up, ${name}?` : t`Still up?`;
  if (hour < 12) return name ? t`Good morning, ${name}` : t`Good morning`;
  if (hour < 18) return name ? t`Good afternoon, ${name}` : t`Good afternoon`;
  return name ? t`Good evening, ${name}` : t`Good evening`;
}
