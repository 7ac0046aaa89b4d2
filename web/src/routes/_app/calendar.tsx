import { createFileRoute } from "@tanstack/react-router";
import { CalendarPage } from "@/features/calendar/CalendarPage";
import { parseView } from "@/features/calendar/view";

export const Route = createFileRoute("/_app/calendar")({ validateSearch: parseView, component: Calendar });

function Calendar() {
  return <CalendarPage view={Route.useSearch()} />;
}
