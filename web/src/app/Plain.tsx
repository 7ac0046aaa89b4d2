import { type ReactNode, useEffect, useRef } from "react";
import { ToastRegion } from "@/ui/ToastRegion";
import { Wordmark } from "./Wordmark";

type Props = {
  title: string;
  /** Where it says more than the title. */
  heading?: string;
  lead?: string | undefined;
  /** It has come over a journal: it takes the focus, and shows no messages, which may tell of what is under it. */
  covers?: boolean;
  /** It has come after another without a press on a link: it takes the focus. */
  follows?: boolean;
  children: ReactNode;
};

/** A page outside the frame: signing in, and what stands in its way. */
export function Plain({ title, heading = title, lead, covers = false, follows = covers, children }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (follows) ref.current?.focus({ preventScroll: true });
  }, [follows]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-form flex-col justify-center px-4 py-10">
      <title>{`${title}, Hearken`}</title>
      <div className="mb-8">
        <Wordmark />
      </div>
      <h1 ref={ref} tabIndex={-1} className={`${lead ? "mb-2" : "mb-6"} font-serif text-2xl text-balance`}>
        {heading}
      </h1>
      {lead ? <p className="mb-6 text-ink-2">{lead}</p> : null}
      {children}
      {covers ? null : <ToastRegion />}
    </main>
  );
}
