import { createFileRoute } from "@tanstack/react-router";

/** An entry that is being written or changed. */
export const Route = createFileRoute("/_app/_composer/e/$id/edit")({});
