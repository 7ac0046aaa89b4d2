import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { checkName, MAX_NAME } from "@/lib/personName";
import { RELATIONSHIPS, relationshipWord } from "@/lib/relationships";
import { mutate, newId } from "@/sync";
import { usePeople } from "@/sync/react";
import { type Relationship, UNSAID } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { TextField } from "@/ui/TextField";
import { StepPage } from "./StepPage";

/** Asks for the people somebody will write about; entries that name them are linked to them. */
export function WhoMatters() {
  const people = usePeople();
  // Only who was just added goes at a press: somebody else may have notes.
  const [added, setAdded] = useState<readonly string[]>([]);
  const [relationship, setRelationship] = useState<Relationship>();
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);

  /** Adds whoever was typed; `false` if the name is refused. */
  function add(): boolean {
    const name = field.current?.value.trim() ?? "";
    if (name === "") return true;
    const wrong = checkName(name, people, undefined);
    setError(wrong);
    field.current?.focus();
    if (wrong) return false;
    const id = newId();
    void mutate.createPerson({ id, name, ...(relationship && { relationship }) });
    setAdded([...added, id]);
    setRelationship(undefined);
    if (field.current) field.current.value = "";
    return true;
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (field.current?.value.trim() === "") setError(t`A name is needed.`);
    else add();
  }

  function remove(id: string): void {
    void mutate.deletePerson(id);
    setAdded(added.filter((it) => it !== id));
    field.current?.focus();
  }

  return (
    <StepPage
      step="people"
      heading={t`Who matters to you?`}
      lead={t`Partner, family, friends, whoever you will write about. When an entry names them, Hearken knows who is meant, and can show how things go between you.`}
      onNext={add}
    >
      <ul className="flex flex-col gap-2 empty:hidden">
        {people.map(({ id, name, relationship }) => (
          <li
            key={id}
            className="flex min-h-11 items-center gap-2 rounded-control border border-line bg-surface py-1 ps-4 pe-1"
          >
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {name}
              {relationship === UNSAID ? null : <span className="text-ink-2"> · {relationshipWord(relationship)}</span>}
            </span>
            {added.includes(id) ? (
              <Button look="quiet" size="icon" aria-label={t`Remove ${name}`} onClick={() => remove(id)}>
                <X aria-hidden="true" className="size-4" />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="flex flex-col gap-4 rounded-card border border-line p-4 tablet:p-6">
        <TextField
          ref={field}
          label={t`Name`}
          hint={t`As you will write it.`}
          maxLength={MAX_NAME}
          autoComplete="off"
          error={error}
        />
        <ChoiceGroup
          label={t`Who they are to you`}
          value={relationship}
          choices={RELATIONSHIPS.map((value) => ({ value, label: relationshipWord(value) }))}
          onChange={setRelationship}
        />
        <Button type="submit" className="self-start">{t`Add`}</Button>
      </form>
    </StepPage>
  );
}
