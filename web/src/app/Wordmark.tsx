/** The name as a mark: two uprights and the curve of a listening line. */
export function Wordmark({ compact = false }: { compact?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-8 shrink-0">
        <rect width="32" height="32" rx="7" className="fill-accent" />
        <path
          d="M9.5 8v16M22.5 8v16M9.5 17c3.5-4 9.5-4 13 0"
          fill="none"
          strokeWidth="2.6"
          strokeLinecap="round"
          className="stroke-on-accent"
        />
      </svg>
      <span
        className={compact ? "sr-only desktop:not-sr-only desktop:font-serif desktop:text-xl" : "font-serif text-xl"}
      >
        Hearken
      </span>
    </span>
  );
}
