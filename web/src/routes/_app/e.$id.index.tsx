import { createFileRoute } from "@tanstack/react-router";
import * as v from "valibot";
import { EntryPage } from "@/features/entry/EntryPage";

/** `find`: what the entry was found by, as it was typed. */
const search = v.object({ find: v.fallback(v.optional(v.pipe(v.unknown(), v.transform(String))), undefined) });

export const Route = createFileRoute("/_app/e/$id/")({ validateSearch: search, component: Entry });

function Entry() {
  const { id } = Route.useParams();
  const { find } = Route.useSearch();
  return <EntryPage entryId={id} find={find} key={id} />;
}
