import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Waiting } from "@/app/Waiting";
import { countPeople } from "@/sync/about";
import { useEntries, useFound, usePeople, useSyncReady } from "@/sync/react";
import type { PersonRow } from "@/sync/rows";
import { Button } from "@/ui/Button";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { DeletePerson } from "./DeletePerson";
import { personDraft } from "./draft";
import { usePeopleHealth } from "./health/usePeopleHealth";
import { PersonCard } from "./PersonCard";
import { PersonDialog } from "./PersonDialog";
import { isAnyWorthALook, worthALook } from "./worthALook";

/** What is open over the page. */
type Open = { what: "add" } | { what: "edit" | "delete"; person: PersonRow };

/** The window that was open when the session ended. */
function unfinished(people: readonly PersonRow[]): Open | undefined {
  const draft = personDraft.get();
  if (!draft) return undefined;
  const person = people.find(({ id }) => id === draft.person);
  return person ? { what: "edit", person } : { what: "add" };
}

/** The people who matter, how often each is written about, and how. */
export function PeoplePage({ isByName }: { isByName: boolean }) {
  const navigate = useNavigate();
  const people = usePeople();
  const entries = countPeople(useEntries(), useFound());
  const health = usePeopleHealth();
  const ready = useSyncReady();
  const [open, setOpen] = useState(() => unfinished(people));
  const close = () => setOpen(undefined);
  const add = (
    <Button look={people.length === 0 ? "primary" : "secondary"} onClick={() => setOpen({ what: "add" })}>
      <Plus aria-hidden="true" className="size-4" />
      {t`Add someone`}
    </Button>
  );
  return (
    <Page
      title={t`People`}
      lead={t`Hearken finds these names in everything you write and have written.`}
      actions={people.length > 0 ? add : undefined}
    >
      {ready ? null : <Waiting lines={5} />}
      {ready && people.length === 0 ? (
        <EmptyState action={add}>{t`No one here yet. Add the people you write about.`}</EmptyState>
      ) : null}
      {isAnyWorthALook(health) ? (
        <div className="mb-6">
          <ChoiceGroup
            label={t`Order`}
            labelHidden
            small
            value={isByName ? "name" : "change"}
            choices={[
              { value: "change", label: t`Changes first` },
              { value: "name", label: t`By name` },
            ]}
            onChange={(order) =>
              void navigate({ to: "/people", search: order === "name" ? { order } : {}, replace: true })
            }
          />
        </div>
      ) : null}
      <ul className="grid gap-3 tablet:grid-cols-2">
        {(isByName ? people : worthALook(people, health)).map((person) => (
          <li key={person.id}>
            <PersonCard
              person={person}
              entries={entries.get(person.id) ?? 0}
              health={health?.get(person.id)}
              onEdit={() => setOpen({ what: "edit", person })}
              onDelete={() => setOpen({ what: "delete", person })}
            />
          </li>
        ))}
      </ul>
      {open?.what === "add" ? <PersonDialog others={people} onClose={close} /> : null}
      {open?.what === "edit" ? <PersonDialog person={open.person} others={people} onClose={close} /> : null}
      {open?.what === "delete" ? <DeletePerson person={open.person} onClose={close} /> : null}
    </Page>
  );
}
