import { describeError, Problem } from "@/api/problem";
import { Banner } from "@/ui/Banner";

/** What went wrong with a form, as far as it is not said under one of its `fields`. */
export function FormError({ error, fields }: { error: unknown; fields: readonly string[] }) {
  if (error === undefined) return null;
  const named = error instanceof Problem ? Object.entries(error.fields) : [];
  const elsewhere = named.filter(([name]) => !fields.includes(name)).map(([name, message]) => `${name}: ${message}`);
  if (named.length > 0 && elsewhere.length === 0) return null;
  return (
    <Banner kind="danger" announce>
      {elsewhere.length < named.length ? elsewhere.join(" ") : describeError(error)}
    </Banner>
  );
}

/** What is wrong with the field that the API calls `name`. */
export function fieldError(error: unknown, name: string): string | undefined {
  return error instanceof Problem ? error.fields[name] : undefined;
}
