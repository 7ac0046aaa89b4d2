import { createFileRoute } from "@tanstack/react-router";
import { HowPage } from "@/features/how/HowPage";

export const Route = createFileRoute("/_app/how-it-works")({ component: HowPage });
