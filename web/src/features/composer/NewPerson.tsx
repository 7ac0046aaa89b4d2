import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { useState } from "react";
import { RELATIONSHIPS, relationshipWord } from "@/lib/relationships";
import { mutate } from "@/sync";
import type { PersonRow, Relationship } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { ChoiceGroup } from "@/ui/ChoiceGroup";

type Props = { person: PersonRow; onClose: () => void };

/** Asks who someone is that was just added. It can be left unanswered, and be said later under People. */
export function NewPerson({ person: { id, name }, onClose }: Props) {
  // Until it is said here, nothing is marked: that someone counts as someone else is no answer.
  const [said, setSaid] = useState<Relationship>();

  function say(relationship: Relationship): void {
    setSaid(relationship);
    void mutate.setPerson({ id, relationship });
  }

  return (
    <div
      // On a phone it would open behind the bar at the bottom.
      ref={bringIntoSight}
      className="-mt-4 flex items-start gap-2 rounded-control border border-line bg-surface py-2 ps-3 pe-1 tablet:col-span-2 tablet:-mt-2"
    >
      <div className="min-w-0 flex-1">
        <p role="status" className="sr-only">{t`${name} was added. You can say who they are to you.`}</p>
        <ChoiceGroup
          label={t`Who is ${name} to you?`}
          small
          value={said}
          choices={RELATIONSHIPS.map((value) => ({ value, label: relationshipWord(value) }))}
          onChange={say}
        />
      </div>
      <Button look="quiet" size="icon" aria-label={said ? t`Close` : t`Say later who ${name} is`} onClick={onClose}>
        <X aria-hidden="true" className="size-4" />
      </Button>
    </div>
  );
}

function bringIntoSight(question: HTMLElement | null): void {
  question?.scrollIntoView({ block: "nearest" });
}
