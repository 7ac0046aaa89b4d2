import { cx } from "@/lib/cx";

type Share = { hits: number; of: number };

/** Up to so many, each is a dot of its own. */
const MOST = 42;

/** "9 of 13" for the eye: a dot for each, filled where it was so. The sentence beside it says the same. */
export function Dots({ share, isQuiet = false }: { share: Share; isQuiet?: boolean }) {
  const { hits, of } = share;
  if (of === 0) return null;
  if (of > MOST) {
    return (
      <span aria-hidden="true" className="block h-2 w-full overflow-hidden rounded-full bg-sunken">
        <span
          className={cx("block h-full", isQuiet ? "bg-control" : "bg-accent")}
          style={{ width: `${(hits / of) * 100}%` }}
        />
      </span>
    );
  }
  return (
    <span aria-hidden="true" className="flex flex-wrap gap-1.5">
      {Array.from({ length: of }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have nothing but their place
          key={at}
          className={cx(
            "size-2.5 rounded-full border",
            at >= hits ? "border-control" : isQuiet ? "border-control bg-control" : "border-accent bg-accent",
          )}
        />
      ))}
    </span>
  );
}
