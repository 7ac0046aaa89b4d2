import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { type Place, places } from "./places";

/** The navigation of a phone, with Write under the thumb. */
export function BottomBar() {
  const { main } = places();
  const half = main.length / 2;
  return (
    <nav
      aria-label={t`Places`}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] tablet:hidden [body:has([data-composer])_&]:hidden"
    >
      {main.slice(0, half).map((place) => (
        <BarLink key={place.to} place={place} />
      ))}
      <Link
        to="/new"
        className="flex min-h-14 flex-col items-center justify-center text-sm font-medium text-ink no-underline"
      >
        <span className="flex size-11 items-center justify-center rounded-full bg-accent text-on-accent">
          <PenLine aria-hidden="true" className="size-5" />
          <span className="sr-only">{t`Write`}</span>
        </span>
      </Link>
      {main.slice(half).map((place) => (
        <BarLink key={place.to} place={place} />
      ))}
    </nav>
  );
}

function BarLink({ place: { to, label, Icon } }: { place: Place }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      className="flex min-h-14 min-w-0 flex-col items-center justify-center gap-0.5 text-sm text-ink-2 no-underline aria-[current=page]:font-medium aria-[current=page]:text-accent forced-colors:aria-[current=page]:underline"
    >
      <Icon aria-hidden="true" className="size-5" />
      <span className="max-w-full truncate">{label}</span>
    </Link>
  );
}
