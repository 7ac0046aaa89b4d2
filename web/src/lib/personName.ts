import { t } from "@lingui/core/macro";

/** The server's limits, in characters. */
export const MAX_NAME = 100;
export const MAX_NOTES = 10_000;

/** What is wrong with `name` for someone new, or for the person `id`; nothing if it is good. */
export function checkName(
  name: string,
  others: readonly { id: string; name: string }[],
  id: string | undefined,
): string | undefined {
  if (name === "") return t`A name is needed.`;
  const same = (other: string) => other.localeCompare(name, undefined, { sensitivity: "accent" }) === 0;
  if (others.some((other) => other.id !== id && same(other.name))) {
    return t`There is a ${name} already. Add something that tells them apart.`;
  }
  return undefined;
}
