import { createFileRoute } from "@tanstack/react-router";
import { VersionsPage } from "@/features/versions/VersionsPage";

export const Route = createFileRoute("/_app/e/$id/versions/")({ component: Versions });

function Versions() {
  const { id } = Route.useParams();
  return <VersionsPage entryId={id} key={id} />;
}
