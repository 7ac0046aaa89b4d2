import { Link } from "@tanstack/react-router";
import { ConnectionIndicator } from "./ConnectionIndicator";
import { places } from "./places";
import { Wordmark } from "./Wordmark";

/** The head of a phone's screen: name, connection, settings. */
export function TopBar() {
  const { label, Icon } = places().settings;
  return (
    <header className="flex items-center justify-between gap-2 px-4 pt-2 tablet:hidden">
      <Link to="/" className="inline-flex min-h-11 items-center rounded-control no-underline">
        <Wordmark />
      </Link>
      <div className="flex min-w-0 items-center gap-1">
        <ConnectionIndicator />
        <Link
          to="/settings"
          aria-label={label}
          className="inline-flex size-11 items-center justify-center rounded-control text-ink-2 hover:text-ink aria-[current=page]:text-accent"
        >
          <Icon aria-hidden="true" className="size-5" />
        </Link>
      </div>
    </header>
  );
}
