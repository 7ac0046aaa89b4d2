import { createFileRoute } from "@tanstack/react-router";
import { PeoplePage } from "@/features/people/PeoplePage";

/** `order=name`: as in an address book. Otherwise those come first about whom something changed. */
export const Route = createFileRoute("/_app/people")({
  validateSearch: ({ order }): { order?: "name" } => (order === "name" ? { order } : {}),
  component: People,
});

function People() {
  const { order } = Route.useSearch();
  return <PeoplePage isByName={order === "name"} />;
}
