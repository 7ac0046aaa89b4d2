import { MissingEntry } from "@/app/MissingEntry";
import { useEntry } from "@/sync/react";
import { ReadingView } from "./ReadingView";

/** One entry, to be read, with what was found in it. */
export function EntryPage({ entryId, find }: { entryId: string; find?: string | undefined }) {
  const entry = useEntry(entryId);
  return entry ? <ReadingView entry={entry} find={find} /> : <MissingEntry />;
}
