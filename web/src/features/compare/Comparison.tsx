import { t } from "@lingui/core/macro";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useOwnSession } from "@/app/sessionList";
import { versionNames } from "@/app/versionName";
import { formatDay } from "@/lib/dates";
import { mutate } from "@/sync";
import { useConnection } from "@/sync/react";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { toastStore } from "@/ui/toasts";
import { DifferenceField } from "./DifferenceField";
import type { Names } from "./differences";
import { Everywhere } from "./Everywhere";
import { keepResult } from "./keeping";
import { Preview } from "./Preview";
import { fieldsToTakeOver, type Pair } from "./pair";
import { SameParagraphs } from "./SameParagraphs";
import { TitleField } from "./TitleField";
import { useComparison } from "./useComparison";

/** The id of the place on the page where a difference is decided. */
const placeOf = (nth: number) => `difference-${nth}`;

/** Two versions of an entry side by side (on a phone below each other), what comes of the choices, and what to do with it. */
export function Comparison({ pair }: { pair: Pair }) {
  const { one, other } = pair;
  const navigate = useNavigate();
  const router = useRouter();
  const comparison = useComparison(pair);
  const { parts, questions, choices, pieces, text, hasChanged, title } = comparison;
  const names: Names = versionNames(one, other, useOwnSession());
  const asksTitle = one.title !== other.title;
  const titleIsOpen = asksTitle && title !== one.title && title !== other.title;
  const fields = fieldsToTakeOver(pair);
  const open = questions.filter(({ key }) => !choices.has(key)).length + (titleIsOpen ? 1 : 0);
  const total = questions.length + (asksTitle ? 1 : 0);
  const day = one.title || formatDay(one.written_at);

  function goTo(nth: number): void {
    document.getElementById(placeOf(nth))?.querySelector("input")?.focus();
  }

  async function keep(): Promise<void> {
    if (titleIsOpen) return goTo(0);
    if (text === undefined) return goTo(questions.findIndex(({ key }) => !choices.has(key)) + 1);
    comparison.end();
    const address = router.state.location.pathname;
    const chosen = asksTitle && title !== undefined && title !== one.title ? { ...fields, title } : fields;
    await keepResult(
      pair,
      { text, fields: chosen },
      {
        onKept: async () => {
          const isHere = router.state.location.pathname === address;
          if (isHere) await navigate({ to: "/e/$id", params: { id: one.id }, replace: true });
        },
        onUndone: () => void navigate({ to: "/e/$id/compare", params: { id: one.id } }),
      },
    );
  }

  async function keepBoth(): Promise<void> {
    comparison.end();
    await navigate({ to: "/e/$id", params: { id: one.id }, replace: true });
    await mutate.resolveCopy(other.id);
    toastStore.show({
      kind: "note",
      message: t`Both are entries of their own now`,
      action: { label: t`Show the other one`, run: () => void navigate({ to: "/e/$id", params: { id: other.id } }) },
      fades: "slowly",
    });
  }

  let nth = 0;
  return (
    <div data-wide="">
      <Page
        title={t`Two versions`}
        lead={t`${day}. This entry was changed in two places at once. Choose what to keep of each.`}
      >
        <div className="flex flex-col gap-6">
          {hasChanged ? (
            <Banner kind="warn" announce>
              {t`One of the versions has just changed. What you chose still stands wherever its paragraphs are as they were.`}
            </Banner>
          ) : null}
          <Offline />
          {questions.length > 1 ? <Everywhere names={names} onChoose={comparison.chooseAll} /> : null}
          {asksTitle ? (
            <div id={placeOf(0)}>
              <TitleField
                titles={[one.title, other.title]}
                names={names}
                value={title}
                onChange={comparison.chooseTitle}
              />
            </div>
          ) : null}
          {parts.map((part, index) => {
            if (part.kind === "spacing") return null;
            // biome-ignore lint/suspicious/noArrayIndexKey: parts that are the same have no state but being folded
            if (part.kind === "same") return <SameParagraphs key={index} paragraphs={part.paragraphs} />;
            const { difference } = part;
            nth += 1;
            return (
              <div key={difference.key} id={placeOf(nth)}>
                <DifferenceField
                  difference={difference}
                  heading={t`Difference ${nth} of ${questions.length}`}
                  names={names}
                  value={choices.get(difference.key)}
                  onChange={(choice) => comparison.choose(difference, choice)}
                />
              </div>
            );
          })}
          {total === 0 ? <p>{t`Both versions say the same by now.`}</p> : null}
          <Preview
            title={asksTitle ? (titleIsOpen ? undefined : title) : one.title}
            pieces={pieces}
            onGoTo={(it) => goTo(it ? questions.indexOf(it) + 1 : 0)}
          />
          <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-6">
            <div>
              <p role="status" className="text-ink-2">
                {open > 0 ? t`${total - open} of ${total} chosen` : t`Everything is chosen`}
              </p>
              <p className="text-sm text-ink-2">{t`Text that you leave out stays among the entry’s versions.`}</p>
            </div>
            <div className="flex flex-wrap gap-2">
              <Button onClick={keepBoth}>{t`Keep both as entries of their own`}</Button>
              <Button look="primary" aria-disabled={open > 0} onClick={keep}>
                {t`Keep this result`}
              </Button>
            </div>
          </div>
        </div>
      </Page>
    </div>
  );
}

function Offline() {
  const { state, kept } = useConnection();
  if (state !== "offline") return null;
  return (
    <Banner kind="info">
      {kept
        ? t`The server is out of reach. You can choose and keep a result all the same: it waits on this device until the connection is back.`
        : t`The server is out of reach. You can choose and keep a result all the same: it waits in this tab until the connection is back.`}
    </Banner>
  );
}
