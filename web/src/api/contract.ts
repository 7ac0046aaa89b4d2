import type * as v from "valibot";
import type { components, paths } from "./schema.gen";

/** The types of the server's API, generated from its description. */
export type Schemas = components["schemas"];

/**
 * Ties a valibot schema to the answer that the server describes as `Name`: what it reads must be what is sent, or this
 * does not compile. It may leave out what is not needed.
 */
export function answer<Name extends keyof Schemas>() {
  return <S extends v.GenericSchema>(
    schema: S,
    ..._mismatch: Schemas[Name] extends v.InferInput<S> ? [] : [sent: Schemas[Name]]
  ): S => schema;
}

/** The address of `path`, one of the API's, with its `{parameters}` filled in. */
export function at(path: keyof paths, parameters: Readonly<Record<string, string>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
}
