import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonClass } from "@/ui/buttonClass";
import { Page } from "@/ui/Page";
import { Figures } from "./Figures";

/** How Hearken comes to say what it says, how often that is right, and what it leaves alone. */
export function HowPage() {
  return (
    <Page
      title={t`How this works`}
      lead={t`What Hearken does with your words, how often it is right, and what it never does.`}
      actions={
        <Link to="/settings/privacy" className={buttonClass()}>
          {t`What leaves this server`}
        </Link>
      }
    >
      <div className="flex flex-col">
        <Part title={t`Who reads an entry`}>
          <p>{t`Your own server reads it, by fixed rules: lists of rated words and of phrases people use about each other, with what turns them around: “not”, “used to”, “if only”, somebody else’s words. A small language model that comes with Hearken, and has learnt from made-up journals, corrects them. The same text always gives the same answer, and nothing leaves.`}</p>
          <p>{t`If you let a model read, it is asked instead. Names, addresses and numbers are taken out first, the request is written down for you to see, and of its answer only what it can quote from your text is kept. When it cannot be reached, the rules read, and the entry says so.`}</p>
        </Part>
        <Part title={t`Feelings, themes and tone`}>
          <p>{t`Everything found is shown with the words it rests on. The tone is that of the writing. How you felt is what you say you felt: a mood you choose is never changed, and the two may well differ.`}</p>
        </Part>
        <Part title={t`The reflection score`}>
          <p>{t`It describes how you have been writing about somebody, not the person and not the relationship. Each entry is looked through for words about talking, support, conflict, trust and growing together. What you wrote lately counts most: after 45 days it counts half as much. One entry never counts for many, and where you wrote little the score stays near the middle.`}</p>
          <p>{t`With every score comes a range in which it should lie four times in five. A direction is named only when weeks of writing bear it out. Where words tell of violence, threats or control there is no score at all. “Not right” takes the words out of the sum, for good.`}</p>
        </Part>
        <Part title={t`Insights`}>
          <p>{t`Something is called a pattern only if it came back in at least three entries on three days, if what speaks against it was counted too, and if chance would hardly bring it about. When nothing passes, nothing is said.`}</p>
        </Part>
        <Part title={t`Words of danger`}>
          <p>{t`Words that sound as if somebody were in danger are looked for in your browser and on your server, before anything else, and nothing leaves for it. They bring a card with help lines. Such entries are read by nobody, and nothing is concluded from them. Many such words are missed, and at times the card comes for nothing: do not rely on it.`}</p>
        </Part>
        <Part title={t`How often the rules are right`}>
          <Figures />
        </Part>
        <Part title={t`What it never does`}>
          <ul className="list-disc space-y-1 ps-5">
            <li>{t`say whether to stay or to leave, or judge somebody you write about`}</li>
            <li>{t`diagnose, treat, or stand in for a person who helps`}</li>
            <li>{t`tell anybody, or show your partner anything`}</li>
            <li>{t`send a word anywhere you have not allowed`}</li>
          </ul>
        </Part>
      </div>
    </Page>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-t border-line py-8 first:border-t-0 first:pt-0">
      <h2 className="font-serif text-xl">{title}</h2>
      <div className="flex max-w-measure flex-col gap-3">{children}</div>
    </section>
  );
}
