import { createFileRoute } from "@tanstack/react-router";
import { parseFilter } from "@/features/journal/filter";
import { JournalPage } from "@/features/journal/JournalPage";

export const Route = createFileRoute("/_app/journal")({ validateSearch: parseFilter, component: Journal });

function Journal() {
  return <JournalPage filter={Route.useSearch()} />;
}
