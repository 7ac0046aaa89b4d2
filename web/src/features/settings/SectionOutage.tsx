import { Outage } from "@/app/Outage";
import type { Loaded, Resource } from "@/lib/resource";

/** In a section of what could not be had from the server; nothing where it could. */
export function SectionOutage<T>({ of, loaded: { data, error } }: { of: Resource<T>; loaded: Loaded<T> }) {
  if (error === undefined) return null;
  return <Outage error={error} note={data === undefined ? undefined : ""} onRetry={() => void of.reload()} />;
}
