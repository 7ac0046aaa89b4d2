import { plural, t } from "@lingui/core/macro";
import { fetchQueue, type QueueState } from "@/api/queue";
import { useServed } from "@/app/served";
import { causeWord, failureWord } from "@/lib/causes";
import { formatAgo } from "@/lib/dates";
import { Resource } from "@/lib/resource";
import { Section } from "./Section";
import { SectionOutage } from "./SectionOutage";
import { useLook } from "./useLook";

const queue = new Resource(fetchQueue);

/** For the owner: how much work waits, runs or was given up. */
export default function Queue() {
  const loaded = useServed(queue);
  useLook(queue);
  const { data } = loaded;
  return (
    <Section
      title={t`Work in the background`}
      lead={t`For everyone on this server, counted. What entries say, and whose they are, is not shown here.`}
    >
      <SectionOutage of={queue} loaded={loaded} />
      {data?.length === 0 ? <p>{t`Nothing waits.`}</p> : null}
      {data && data.length > 0 ? (
        <ul className="flex flex-col rounded-card border border-line bg-surface">
          {data.map((state) => (
            <li key={state.kind} className="flex flex-col gap-1 border-t border-line px-4 py-3 first:border-t-0">
              <Kind state={state} />
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function Kind({ state }: { state: QueueState }) {
  return (
    <>
      <p className="font-medium">{kindWord(state.kind)}</p>
      <p className="text-sm text-ink-2 tabular-nums empty:hidden">{nowSentence(state)}</p>
      {state.given_up.map(({ causes, count }) => (
        <p key={causes.join()} className="text-sm text-ink-2 tabular-nums">
          {givenUpSentence(count, causes)}
        </p>
      ))}
    </>
  );
}

/** What is done by jobs of a kind; the end of its name is a version. */
function kindWord(kind: string): string {
  switch (kind.split("@")[0]) {
    case "analysis.read":
      return t`Reading entries`;
    case "analysis.redrive":
    case "analysis.after-outage":
      return t`Putting entries in line to be read again`;
    case "consent.forget":
      return t`Forgetting what a provider found`;
    case "health.gather":
      return t`Gathering what is said of people`;
    default:
      return kind;
  }
}

function nowSentence({ waiting, waiting_since, running }: QueueState): string {
  const now = [
    waiting > 0 ? plural(waiting, { one: "# waits", other: "# wait" }) : "",
    waiting_since ? t`the first was due ${formatAgo(waiting_since)}` : "",
    running > 0 ? plural(running, { one: "# is under way", other: "# are under way" }) : "",
  ];
  const words = now.filter(Boolean).join(", ");
  return words && `${words}.`;
}

function givenUpSentence(count: number, causes: readonly string[]): string {
  const reasons = causes.map(reasonWord).join(", ");
  return t`${count} given up: ${reasons}.`;
}

/** Why work was given up, of a provider or of the server. */
function reasonWord(cause: string): string {
  if (cause === "undecryptable" || cause === "key_missing") return failureWord("undecryptable");
  if (cause === "internal") return failureWord(cause);
  return t`a model ${causeWord(cause)}`;
}
