import { plural, t } from "@lingui/core/macro";
import type { EntryRow } from "@/sync/rows";

/** "12 finished entries, 1 draft": Insights counts the finished ones only. */
export function howMany(entries: readonly Pick<EntryRow, "status">[]): string {
  const drafts = entries.filter(({ status }) => status === "draft").length;
  const finished = entries.length - drafts;
  const inDraft = plural(drafts, { one: "# draft", other: "# drafts" });
  if (drafts === 0) return plural(finished, { one: "# entry", other: "# entries" });
  if (finished === 0) return inDraft;
  const done = plural(finished, { one: "# finished entry", other: "# finished entries" });
  return t`${done}, ${inDraft}`;
}
