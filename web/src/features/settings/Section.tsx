import { type ReactNode, useId } from "react";

type Props = {
  title: string;
  lead?: ReactNode;
  /** Leads here as the end of an address. */
  place?: string;
  children: ReactNode;
};

/** A part of the settings: what it is about at the side or above, its controls beside or below. */
export function Section({ title, lead, place, children }: Props) {
  const id = useId();
  return (
    <section
      id={place}
      aria-labelledby={id}
      className="flex flex-col gap-4 border-t border-line py-8 first:border-t-0 first:pt-0"
    >
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
