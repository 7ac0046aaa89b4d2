import { t } from "@lingui/core/macro";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { cx } from "@/lib/cx";
import { mutate, newId } from "@/sync";
import { usePeople } from "@/sync/react";
import type { PersonRow } from "@/sync/rows";
import { CONTROL, FieldFrame, useField } from "@/ui/Field";
import { MAX_PEOPLE } from "./limits";
import { NewPerson } from "./NewPerson";
import { NEW_PERSON, offers } from "./offers";
import { useCombobox } from "./useCombobox";

type Props = {
  /** Ids. */
  selected: readonly string[];
  onChange: (people: string[]) => void;
};

/** Who the entry is about: the people the user has, and any new one by typing the name. */
export function PeopleField({ selected, onChange }: Props) {
  const people = usePeople();
  const ids = useField({});
  const full = selected.length >= MAX_PEOPLE;
  const [added, setAdded] = useState<string>();
  const newest = people.find((person) => person.id === added && selected.includes(person.id));

  function add(choice: string, typed: string): void {
    const id = choice === NEW_PERSON ? newId() : choice;
    if (choice === NEW_PERSON) {
      void mutate.createPerson({ id, name: typed.trim() });
      setAdded(id);
    }
    onChange([...selected, id]);
  }

  const combobox = useCombobox({ offer: (typed) => offers(people, selected, typed), onChoose: add });

  return (
    <>
      <FieldFrame label={t`People`} ids={ids}>
        <Chips
          people={people.filter((person) => selected.includes(person.id))}
          onRemove={(id) => onChange(selected.filter((other) => other !== id))}
        />
        <div className="relative">
          <input
            {...ids.input}
            {...combobox.input}
            type="text"
            disabled={full}
            placeholder={selected.length === 0 ? t`Who is it about?` : undefined}
            autoComplete="off"
            autoCapitalize="words"
            className={CONTROL}
          />
          {combobox.open ? (
            <ul
              {...combobox.list}
              ref={bringIntoSight}
              aria-label={t`People`}
              className="absolute inset-x-0 top-full z-30 mt-1 max-h-60 overflow-y-auto rounded-control border border-line bg-surface py-1 shadow-overlay"
            >
              {combobox.options.map(({ value, label, props }) => (
                <li
                  key={value}
                  {...props}
                  className={cx(
                    "flex min-h-10 cursor-pointer items-center gap-2 px-3 pointer-coarse:min-h-11",
                    props["aria-selected"] && "bg-sunken outline-2 -outline-offset-2 outline-focus",
                  )}
                >
                  {value === NEW_PERSON ? <Plus aria-hidden="true" className="size-4 text-accent" /> : null}
                  {label}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </FieldFrame>
      {newest ? <NewPerson key={newest.id} person={newest} onClose={() => setAdded(undefined)} /> : null}
    </>
  );
}

/** On a phone the keyboard and the bar at the bottom leave little room under the field. */
function bringIntoSight(list: HTMLElement | null): void {
  list?.scrollIntoView({ block: "nearest" });
}

function Chips({ people, onRemove }: { people: readonly PersonRow[]; onRemove: (id: string) => void }) {
  if (people.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {people.map(({ id, name }) => (
        <li
          key={id}
          className="inline-flex max-w-full items-center rounded-full border border-line bg-sunken ps-3 text-sm"
        >
          <span className="truncate">{name}</span>
          <button
            type="button"
            aria-label={t`Remove ${name}`}
            onClick={() => onRemove(id)}
            className="inline-flex size-8 shrink-0 items-center justify-center rounded-full text-ink-2 hover:text-ink pointer-coarse:size-11"
          >
            <X aria-hidden="true" className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  );
}
