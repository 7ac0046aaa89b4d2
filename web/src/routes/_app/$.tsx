import { createFileRoute } from "@tanstack/react-router";
import { NotFoundPage } from "@/app/NotFoundPage";

/** Every address that is nothing else. */
export const Route = createFileRoute("/_app/$")({ component: NotFoundPage });
