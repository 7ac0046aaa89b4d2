import type { ReactNode } from "react";

type Props = {
  /** Heading of the page and first part of the window's title. */
  title: string;
  /** Replaces the visible heading where it is more than the title's words. */
  heading?: ReactNode;
  /** A sentence under the heading. */
  lead?: ReactNode;
  /** Buttons at the end of the heading's line. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page: window title, one h1 that takes the focus after navigation, and the content under it. */
export function Page({ title, heading, lead, actions, children }: Props) {
  return (
    <>
      <title>{`${title}, Hearken`}</title>
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-4 gap-y-3 tablet:mb-8">
        <div className="min-w-0 flex-[1_1_12rem]">
          <h1 tabIndex={-1} className="font-serif text-2xl text-balance tablet:text-3xl">
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
