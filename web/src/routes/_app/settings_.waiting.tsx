import { createFileRoute } from "@tanstack/react-router";
import { WaitingPage } from "@/features/waiting/WaitingPage";

export const Route = createFileRoute("/_app/settings_/waiting")({ component: WaitingPage });
