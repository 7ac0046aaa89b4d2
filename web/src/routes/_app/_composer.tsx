import { createFileRoute, useParams, useSearch } from "@tanstack/react-router";
import { ComposerPage } from "@/features/composer/ComposerPage";

/**
 * The composer is one page at two addresses: the first save turns /new into the draft's own address, and what is being
 * written must not notice.
 */
export const Route = createFileRoute("/_app/_composer")({ component: Composer });

function Composer() {
  const { id } = useParams({ strict: false });
  const { day } = useSearch({ strict: false });
  return <ComposerPage entryId={id} day={day} />;
}
