import { useState } from "react";

export interface Said {
  words: string;
  /** It is said at once, not in the next pause. */
  urgent?: boolean;
  /** It is not said again when it comes back after nothing, such as "Saved" after every pause; anything else is. */
  lasts?: boolean;
}

/** What is to be said, and what was heard last and is not said again. */
type Hearing = { now: Said | undefined; heard: Said | undefined; isNews: boolean };

function hear(heard: Said | undefined, now: Said | undefined): Hearing {
  if (!now) return { now, heard: heard?.lasts ? heard : undefined, isNews: false };
  return { now, heard: now, isNews: now.words !== heard?.words };
}

/** Reads `now` out when it has changed. What no longer holds is not left to be found. */
export function Saying({ now }: { now: Said | undefined }) {
  const [hearing, setHearing] = useState(() => hear(undefined, now));
  if (now?.words !== hearing.now?.words) setHearing(hear(hearing.heard, now));
  const words = hearing.isNews ? (hearing.now?.words ?? "") : "";
  const isUrgent = hearing.now?.urgent === true;
  return (
    <>
      <span role="status" className="sr-only">
        {isUrgent ? "" : words}
      </span>
      {isUrgent && words !== "" ? (
        <span role="alert" className="sr-only">
          {words}
        </span>
      ) : null}
    </>
  );
}
