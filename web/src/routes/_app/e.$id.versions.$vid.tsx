import { createFileRoute } from "@tanstack/react-router";
import { VersionPage } from "@/features/versions/VersionPage";

export const Route = createFileRoute("/_app/e/$id/versions/$vid")({ component: Version });

function Version() {
  const { id, vid } = Route.useParams();
  return <VersionPage entryId={id} vid={vid} key={vid} />;
}
