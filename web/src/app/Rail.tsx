import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { PenLine } from "lucide-react";
import { buttonClass } from "@/ui/buttonClass";
import { ConnectionIndicator } from "./ConnectionIndicator";
import { type Place, places } from "./places";
import { Wordmark } from "./Wordmark";

/** The navigation of wide screens: symbols only on a tablet, symbols and words on a desktop. */
export function Rail() {
  const { main, settings } = places();
  return (
    <header className="sticky top-0 hidden h-dvh w-18 shrink-0 flex-col gap-6 overflow-y-auto border-e border-line px-3 py-4 tablet:flex desktop:w-58 desktop:px-4">
      <Link to="/" className="rounded-control p-1 no-underline">
        <Wordmark compact />
      </Link>
      <Link
        to="/new"
        title={t`Write (N)`}
        // On the page itself there is nowhere to go but back to the words.
        onClick={() => document.getElementById("writing")?.focus()}
        className={buttonClass({ look: "primary" }, "min-h-12 px-0 desktop:justify-start desktop:px-3.5")}
      >
        <PenLine aria-hidden="true" className="size-5 shrink-0" />
        <span className="sr-only desktop:not-sr-only">{t`Write`}</span>
      </Link>
      <nav aria-label={t`Places`} className="flex flex-1 flex-col gap-1">
        {main.map((place) => (
          <RailLink key={place.to} place={place} />
        ))}
        <div className="mt-auto flex flex-col gap-1">
          <RailLink place={settings} />
        </div>
      </nav>
      <ConnectionIndicator compact />
    </header>
  );
}

function RailLink({ place: { to, label, Icon } }: { place: Place }) {
  return (
    <Link
      to={to}
      title={label}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      className="group flex min-h-11 items-center justify-center gap-3 rounded-control px-3 text-ink-2 no-underline transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink desktop:justify-start forced-colors:aria-[current=page]:outline-1"
    >
      <Icon aria-hidden="true" className="size-5 shrink-0 group-aria-[current=page]:text-accent" />
      <span className="sr-only desktop:not-sr-only">{label}</span>
    </Link>
  );
}
