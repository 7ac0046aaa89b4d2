import { createFileRoute } from "@tanstack/react-router";
import { ComparePage } from "@/features/compare/ComparePage";

export const Route = createFileRoute("/_app/e/$id/compare")({ component: Compare });

function Compare() {
  const { id } = Route.useParams();
  return <ComparePage entryId={id} key={id} />;
}
