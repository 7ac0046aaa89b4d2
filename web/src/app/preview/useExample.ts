import { useEntries } from "@/sync/react";

/** An entry by which it can be shown what would leave the server. */
export function useExample(): string | undefined {
  return useEntries().find((entry) => !entry.private)?.id;
}
