import { describeError, Problem } from "@/api/problem";
import { Banner } from "@/ui/Banner";

/** What went wrong with a form, unless it is said under one of its `fields` already. */
export function FormError({ error, fields }: { error: unknown; fields: readonly string[] }) {
  if (error === undefined || fields.some((name) => fieldError(error, name) !== undefined)) return null;
  return (
    <Banner kind="danger" announce>
      {describeError(error)}
    </Banner>
  );
}

/** What is wrong with the field that the API calls `name`. */
export function fieldError(error: unknown, name: string): string | undefined {
  return error instanceof Problem ? error.fields[name] : undefined;
}
