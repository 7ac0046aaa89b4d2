import { createFileRoute } from "@tanstack/react-router";
import { EntryPage } from "@/features/entry/EntryPage";

export const Route = createFileRoute("/_app/e/$id/")({ component: Entry });

function Entry() {
  const { id } = Route.useParams();
  return <EntryPage entryId={id} key={id} />;
}
