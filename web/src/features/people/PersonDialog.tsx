import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { RELATIONSHIPS, relationshipWord } from "@/lib/relationships";
import { field } from "@/lib/useSubmit";
import { mutate, newId } from "@/sync";
import { type PersonRow, type Relationship, UNSAID } from "@/sync/rows";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea, TextField } from "@/ui/TextField";
import { checkName, MAX_NAME, MAX_NOTES } from "./name";

type Props = {
  /** Who is changed; without, someone is added. */
  person?: PersonRow;
  /** Everyone who is there already. */
  others: readonly PersonRow[];
  onClose: () => void;
};

export function PersonDialog({ person, others, onClose }: Props) {
  const [relationship, setRelationship] = useState<Relationship>(person?.relationship ?? UNSAID);
  const [error, setError] = useState<string>();

  function save(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const fields = { name: field(data, "name").trim(), relationship, notes: field(data, "notes") };
    const wrong = checkName(fields.name, others, person?.id);
    setError(wrong);
    if (wrong) {
      form.querySelector<HTMLElement>("[name=name]")?.focus();
      return;
    }
    void (person ? mutate.setPerson({ id: person.id, ...fields }) : mutate.createPerson({ id: newId(), ...fields }));
    onClose();
  }

  return (
    <FormDialog
      title={person ? t`Edit ${person.name}` : t`Add someone`}
      submit={person ? t`Save` : t`Add`}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t`Name`}
        hint={t`As you write it in your entries. It is found in the old ones, too.`}
        name="name"
        defaultValue={person?.name}
        maxLength={MAX_NAME}
        autoComplete="off"
        autoFocus
        error={error}
      />
      <ChoiceGroup
        label={t`Who they are to you`}
        value={relationship}
        choices={RELATIONSHIPS.map((value) => ({ value, label: relationshipWord(value) }))}
        onChange={setRelationship}
      />
      <TextArea
        label={t`Notes`}
        hint={t`For yourself.`}
        name="notes"
        defaultValue={person?.notes}
        maxLength={MAX_NOTES}
      />
    </FormDialog>
  );
}
