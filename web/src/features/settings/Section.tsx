import { type ReactNode, useId } from "react";

/** A part of the settings: what it is about at the side or above, its controls beside or below. */
export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 border-t border-line py-8 first:border-t-0 first:pt-0">
      <div>
        <h2 id={id} className="font-serif text-xl">
          {title}
        </h2>
        {lead ? <p className="mt-1 max-w-measure text-ink-2">{lead}</p> : null}
      </div>
      {children}
    </section>
  );
}
