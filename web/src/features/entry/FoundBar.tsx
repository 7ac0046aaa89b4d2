import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { Button } from "@/ui/Button";
import { buttonClass } from "@/ui/buttonClass";
import type { FoundPlaces } from "./useFoundPlaces";

/** How often what was searched for is in the entry, and the way from one place to the next. */
export function FoundBar({ found: { query, places, current, go } }: { found: FoundPlaces }) {
  const count = places.length;
  const [number, total] = [(current ?? 0) + 1, count];
  const where = current === undefined ? plural(count, { 0: "Not in the text", one: "# place", other: "# places" }) : "";
  return (
    <section
      aria-label={t`Found in this entry`}
      className="sticky top-2 z-10 mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card border border-line bg-surface py-1.5 ps-4 pe-1.5"
    >
      <p role="status" className="min-w-0 flex-1 text-sm">
        <span className="font-medium [overflow-wrap:anywhere]">{query}</span>{" "}
        <span className="text-ink-2">{where || t`${number} of ${total}`}</span>
      </p>
      <div className="flex gap-1">
        <Button look="quiet" size="icon" aria-label={t`Previous place`} disabled={count === 0} onClick={() => go(-1)}>
          <ChevronUp aria-hidden="true" className="size-4" />
        </Button>
        <Button look="quiet" size="icon" aria-label={t`Next place`} disabled={count === 0} onClick={() => go(1)}>
          <ChevronDown aria-hidden="true" className="size-4" />
        </Button>
        <Link
          to="."
          search={{}}
          replace
          resetScroll={false}
          aria-label={t`Remove the marks`}
          className={buttonClass({ look: "quiet", size: "icon" })}
        >
          <X aria-hidden="true" className="size-4" />
        </Link>
      </div>
    </section>
  );
}
