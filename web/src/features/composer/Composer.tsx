import { t } from "@lingui/core/macro";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { HelpCard } from "@/app/help/HelpCard";
import { isComposing } from "@/lib/composing";
import { formatDay } from "@/lib/dates";
import { mutate } from "@/sync";
import { useEntry } from "@/sync/react";
import type { EntryRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { DeleteEntry } from "./DeleteEntry";
import { Details } from "./Details";
import { DiscardDraft } from "./DiscardDraft";
import { Notices } from "./Notices";
import { StateLine } from "./StateLine";
import { TitleField } from "./TitleField";
import { UndoChanges } from "./UndoChanges";
import { useEditing } from "./useEditing";
import { useWrittenCrisis } from "./useWrittenCrisis";
import { WritingField } from "./WritingField";

type Props = {
  id: string;
  /** The entry as it was when it was opened; none for a new one. */
  entry: EntryRow | undefined;
  /** The day that a new one is about, if not today. */
  day?: string | undefined;
  /** The entry is now to be found under this id. */
  onMoved: (id: string) => void;
};

export function Composer({ id, entry: opened, day, onMoved }: Props) {
  const navigate = useNavigate();
  const router = useRouter();
  const field = useRef<HTMLTextAreaElement>(null);
  const { editing, state } = useEditing(id, opened, onMoved, day);
  const { crisis, onInput } = useWrittenCrisis(editing, state.adopted);
  const entry = useEntry(state.id);
  const draft = entry?.status !== "published";
  const written = entry?.written_at ?? state.fields.written_at ?? new Date();

  async function leave(): Promise<void> {
    settleField();
    await editing.save();
    if (router.history.canGoBack()) router.history.back();
    else await navigate({ to: "/" });
  }

  async function finish(): Promise<void> {
    if (state.blank || state.over > 0) return field.current?.focus();
    settleField();
    await editing.save();
    if (draft) await mutate.publishEntry(editing.state.id);
    await navigate({ to: "/e/$id", params: { id: editing.state.id }, replace: true });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || isComposing(event)) return;
    if (event.key === "Escape") void leave();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void finish();
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of the page; every one has a button
    <div
      data-composer={state.id}
      onKeyDown={onKeyDown}
      onInput={onInput}
      // As high as the rest of the window, whose foot is then the bar with the buttons.
      className="-mb-24 flex min-h-[calc(100dvh-4.5rem)] flex-col tablet:-mb-16 tablet:min-h-[calc(100dvh-2.5rem)]"
    >
      <Page
        // Not the entry's own title: the window keeps its title when the session has ended.
        title={draft ? t`Write` : t`Edit entry`}
        beside
        heading={<span className="text-xl tablet:text-2xl">{formatDay(written)}</span>}
        actions={
          <Button
            look="quiet"
            size="icon"
            aria-label={t`Save and close`}
            title={t`Save and close (Esc)`}
            onClick={leave}
          >
            <X aria-hidden="true" className="size-5" />
          </Button>
        }
      >
        <HelpCard crisis={crisis} />
        <Notices editing={editing} />
        <div className="flex flex-1 flex-col gap-2">
          <TitleField editing={editing} key={`title ${state.adopted}`} />
          <WritingField ref={field} editing={editing} key={`text ${state.adopted}`} />
        </div>
        <Details entry={entry} editing={editing} />
        <div className="sticky bottom-0 z-20 -mx-4 mt-6 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line bg-paper px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] tablet:-mx-8 tablet:px-8">
          <StateLine editing={editing} entry={entry} />
          <div className="flex flex-wrap items-center justify-end gap-2">
            {draft ? <DiscardDraft editing={editing} /> : null}
            {!draft && state.blank ? <DeleteEntry editing={editing} /> : null}
            {draft ? null : <UndoChanges editing={editing} />}
            <Button look="primary" onClick={finish} aria-disabled={state.blank || state.over > 0} title={t`Ctrl+Enter`}>
              {draft ? t`Finish entry` : t`Done`}
            </Button>
          </div>
        </div>
      </Page>
    </div>
  );
}

/** Has the field with the focus hand over what is typed in it, as it does when it is left. */
function settleField(): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
}
