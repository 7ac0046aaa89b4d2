import { createFileRoute } from "@tanstack/react-router";

/** Nothing written yet. */
export const Route = createFileRoute("/_app/_composer/new")({});
