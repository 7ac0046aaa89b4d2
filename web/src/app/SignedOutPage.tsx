import { t } from "@lingui/core/macro";
import { useEffect, useId, useRef } from "react";
import { type Change, useOutbox } from "@/sync/react";
import { Button } from "@/ui/Button";
import { SignInForm } from "./SignInForm";
import { Wordmark } from "./Wordmark";

/**
 * What covers the journal when the session has ended by itself. Whoever sits here now may be someone else, so all that
 * is left to see are words that the server has not got: they exist nowhere else.
 */
export function SignedOutPage() {
  const { waiting, not_accepted: refused } = useOutbox();
  const unsaved = newestOfEach([...refused, ...waiting]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-form flex-col justify-center px-4 py-10">
      <title>{`${t`Signed out`}, Hearken`}</title>
      <div className="mb-8">
        <Wordmark />
      </div>
      <h1 ref={heading} tabIndex={-1} className="mb-2 font-serif text-2xl text-balance">
        {t`Your session ended`}
      </h1>
      <p className="mb-6 text-ink-2">
        {unsaved.length > 0
          ? t`These words are not saved yet. Sign in to save them, and keep this tab open until then.`
          : t`Sign in to go on where you were.`}
      </p>
      {unsaved.length > 0 ? (
        <ul aria-label={t`Not saved yet`} className="mb-8 flex flex-col gap-4">
          {unsaved.map(({ id, text }) => (
            <li key={id}>
              <Words text={text} />
            </li>
          ))}
        </ul>
      ) : null}
      <SignInForm />
    </main>
  );
}

/** The last words for each entry or person, which hold those before them; a new title stands by itself. */
function newestOfEach(changes: readonly Change[]): Change[] {
  const withWords = changes.filter(({ text }) => text !== "");
  return [...new Map(withWords.map((change) => [`${change.about} ${change.name.includes(".set")}`, change])).values()];
}

function Words({ text }: { text: string }) {
  const id = useId();
  return (
    <div className="rounded-card border border-line bg-surface">
      <textarea
        id={id}
        readOnly
        aria-label={t`Words that are not saved yet`}
        value={text}
        className="block field-sizing-content max-h-48 w-full resize-none rounded-t-card bg-transparent px-4 py-3 font-serif text-lg"
      />
      <div className="border-t border-line p-2">
        <Button
          size="small"
          look="quiet"
          aria-describedby={id}
          onClick={() => void navigator.clipboard.writeText(text)}
        >{t`Copy text`}</Button>
      </div>
    </div>
  );
}
