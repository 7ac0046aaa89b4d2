import { type ReactNode, useEffect, useRef } from "react";
import { Wordmark } from "./Wordmark";

type Props = { title: string; heading: string; lead: string; children: ReactNode };

/** A page that stands before a journal nobody is to see now. */
export function CoverPage({ title, heading, lead, children }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-form flex-col justify-center px-4 py-10">
      <title>{`${title}, Hearken`}</title>
      <div className="mb-8">
        <Wordmark />
      </div>
      <h1 ref={ref} tabIndex={-1} className="mb-2 font-serif text-2xl text-balance">
        {heading}
      </h1>
      <p className="mb-6 text-ink-2">{lead}</p>
      {children}
    </main>
  );
}
