import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { checkName, MAX_NAME, MAX_NOTES } from "@/lib/personName";
import { RELATIONSHIPS, relationshipWord } from "@/lib/relationships";
import { field } from "@/lib/useSubmit";
import { mutate, newId } from "@/sync";
import { type PersonRow, type Relationship, UNSAID } from "@/sync/rows";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea, TextField } from "@/ui/TextField";
import { type PersonFields, personDraft } from "./draft";

type Props = {
  /** Who is changed; without, someone is added. */
  person?: PersonRow;
  /** Everyone who is there already. */
  others: readonly PersonRow[];
  onClose: () => void;
};

export function PersonDialog({ person, others, onClose }: Props) {
  const [typed] = useState((): Partial<PersonFields> => ({ ...person, ...draftOf(person?.id) }));
  const [relationship, setRelationship] = useState<Relationship>(typed.relationship ?? UNSAID);
  const [error, setError] = useState<string>();

  function choose(chosen: Relationship): void {
    setRelationship(chosen);
    personDraft.keep(person?.id, { relationship: chosen });
  }

  function close(): void {
    personDraft.drop();
    onClose();
  }

  function save(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const words = read(form);
    const fields = { ...words, name: words.name.trim(), relationship };
    const wrong = checkName(fields.name, others, person?.id);
    setError(wrong);
    if (wrong) {
      form.querySelector<HTMLElement>("[name=name]")?.focus();
      return;
    }
    void (person ? mutate.setPerson({ id: person.id, ...fields }) : mutate.createPerson({ id: newId(), ...fields }));
    close();
  }

  return (
    <FormDialog
      title={person ? t`Edit ${person.name}` : t`Add someone`}
      submit={person ? t`Save` : t`Add`}
      onSubmit={save}
      onChange={({ currentTarget }) => personDraft.keep(person?.id, read(currentTarget))}
      onClose={close}
    >
      <TextField
        label={t`Name`}
        hint={t`As you write it in your entries. It is found in the old ones, too.`}
        name="name"
        defaultValue={typed.name}
        maxLength={MAX_NAME}
        autoComplete="off"
        autoFocus
        error={error}
      />
      <ChoiceGroup
        label={t`Who they are to you`}
        value={relationship}
        choices={RELATIONSHIPS.map((value) => ({ value, label: relationshipWord(value) }))}
        onChange={choose}
      />
      <TextArea
        label={t`Notes`}
        hint={t`For yourself.`}
        name="notes"
        defaultValue={typed.notes}
        maxLength={MAX_NOTES}
      />
    </FormDialog>
  );
}

function read(form: HTMLFormElement): Pick<PersonFields, "name" | "notes"> {
  const data = new FormData(form);
  return { name: field(data, "name"), notes: field(data, "notes") };
}

function draftOf(person: string | undefined): Partial<PersonFields> | undefined {
  const draft = personDraft.get();
  return draft?.person === person ? draft?.fields : undefined;
}
