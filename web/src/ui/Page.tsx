import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

type Props = {
  /** Heading of the page and first part of the window's title, which browsers keep in their history: no one's own words. */
  title: string;
  /** Replaces the visible heading where it is more than the title's words, or another's. */
  heading?: ReactNode;
  /** A sentence under the heading. */
  lead?: ReactNode;
  /** Buttons at the end of the heading's line. */
  actions?: ReactNode;
  /** Keeps the actions beside the heading, even if it needs more lines for it; otherwise they go below a long one. */
  beside?: boolean;
  children: ReactNode;
};

/** Characters from which on a heading is a sentence, and set smaller. */
const LONG = 60;

/** A page: window title, one h1 that takes the focus after navigation, and the content under it. */
export function Page({ title, heading, lead, actions, beside = false, children }: Props) {
  return (
    <>
      <title>{`${title}, Hearken`}</title>
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-4 gap-y-3 tablet:mb-8">
        <div className={beside ? "min-w-0 flex-[1_1_8rem]" : "min-w-0 flex-auto"}>
          <h1
            tabIndex={-1}
            className={cx(
              "font-serif text-2xl text-balance [overflow-wrap:anywhere] hyphens-auto [hyphenate-limit-chars:15_5_5]",
              (typeof heading === "string" ? heading : title).length < LONG && "tablet:text-3xl",
            )}
          >
            {heading ?? title}
          </h1>
          {lead ? <div className="mt-1 text-ink-2">{lead}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </header>
      {children}
    </>
  );
}
