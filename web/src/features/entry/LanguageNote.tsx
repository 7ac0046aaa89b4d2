import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { LINK } from "@/ui/link";
import { languageWord } from "./words";

type Props = {
  /** The entry's language, as a BCP 47 tag. */
  language: string;
  /** A model could read it, if only it was allowed to. */
  isOffered: boolean;
};

/** Why nothing is said of an entry in another language than the rules know. */
export function LanguageNote({ language, isOffered }: Props) {
  const name = languageWord(language);
  return (
    <div className="flex flex-col gap-2">
      <p className="font-serif text-lg">
        {t`This reading knows English only.`}{" "}
        {name ? t`This entry seems to be in ${name}.` : t`This entry seems to be in another language.`}
      </p>
      {isOffered ? (
        <p className="text-sm text-ink-2">
          <Trans>
            A model could read it. You can allow that in{" "}
            <Link to="/settings" className={LINK}>
              Settings
            </Link>
            .
          </Trans>
        </p>
      ) : null}
    </div>
  );
}
