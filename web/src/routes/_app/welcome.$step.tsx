import { createFileRoute } from "@tanstack/react-router";
import { WelcomePage } from "@/features/welcome/WelcomePage";

export const Route = createFileRoute("/_app/welcome/$step")({ component: Welcome });

function Welcome() {
  const { step } = Route.useParams();
  return <WelcomePage step={step} key={step} />;
}
