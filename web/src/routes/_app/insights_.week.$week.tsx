import { createFileRoute } from "@tanstack/react-router";
import { WeekPage } from "@/features/insights/week/WeekPage";

export const Route = createFileRoute("/_app/insights_/week/$week")({ component: Week });

function Week() {
  const { week } = Route.useParams();
  return <WeekPage week={week} key={week} />;
}
