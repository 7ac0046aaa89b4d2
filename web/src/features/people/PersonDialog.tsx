import { t } from "@lingui/core/macro";
import { useId, useState } from "react";
import { field } from "@/lib/useSubmit";
import { mutate, newId } from "@/sync";
import { type PersonRow, type Relationship, UNSAID } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { Dialog } from "@/ui/Dialog";
import { TextArea, TextField } from "@/ui/TextField";
import { checkName, MAX_NAME, MAX_NOTES } from "./name";
import { RELATIONSHIPS, relationshipWord } from "./relationships";

type Props = {
  /** Who is changed; without, someone is added. */
  person?: PersonRow;
  /** Everyone who is there already. */
  others: readonly PersonRow[];
  onClose: () => void;
};

export function PersonDialog({ person, others, onClose }: Props) {
  const formId = useId();
  const [relationship, setRelationship] = useState<Relationship>(person?.relationship ?? UNSAID);
  const [error, setError] = useState<string>();

  function save(form: HTMLFormElement): void {
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
    <Dialog
      title={person ? t`Edit ${person.name}` : t`Add someone`}
      open
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" type="submit" form={formId}>
            {person ? t`Save` : t`Add`}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save(event.currentTarget);
        }}
      >
        <TextField
          label={t`Name`}
          hint={t`As you write it in your entries.`}
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
      </form>
    </Dialog>
  );
}
