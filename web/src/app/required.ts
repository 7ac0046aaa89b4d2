import { t } from "@lingui/core/macro";
import { Problem } from "@/api/problem";
import { field } from "@/lib/useSubmit";

/** Refuses a form in which some of `names` are empty, naming all of them at once, before the server is asked. */
export function requireFields(data: FormData, names: readonly string[]): void {
  const empty = names.filter((name) => isEmpty(name, field(data, name)));
  if (empty.length === 0) return;
  const fields = Object.fromEntries(empty.map((name) => [name, t`Must not be empty.`]));
  throw new Problem(t`Something is missing.`, { status: 422, code: "invalid_field", fields });
}

/** Spaces are as good in a password as any other character; elsewhere they are nothing. */
function isEmpty(name: string, value: string): boolean {
  return (name.endsWith("password") ? value : value.trim()) === "";
}
