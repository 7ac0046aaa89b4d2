import { createFileRoute } from "@tanstack/react-router";
import { PersonPage } from "@/features/people/PersonPage";

export const Route = createFileRoute("/_app/people_/$id")({ component: Person });

function Person() {
  const { id } = Route.useParams();
  return <PersonPage personId={id} key={id} />;
}
