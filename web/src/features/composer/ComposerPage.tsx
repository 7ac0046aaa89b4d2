import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { MissingEntry } from "@/app/MissingEntry";
import { newId } from "@/sync";
import { useEntry, useSyncReady } from "@/sync/react";
import { Composer } from "./Composer";
import { useFound } from "./useRefusal";

/** One sitting at the composer. Its entry gets another address meanwhile: by its first save, or by becoming a copy. */
type Sitting = {
  /** The id the entry has at first. */
  id: string;
  fresh: boolean;
  address: string | undefined;
  addresses: readonly string[];
};

function open(address: string | undefined): Sitting {
  if (address === undefined) return { id: newId(), fresh: true, address, addresses: [] };
  return { id: address, fresh: false, address, addresses: [address] };
}

type Props = {
  /** The one to go on with; without it a new one begins. */
  entryId?: string | undefined;
  /** The day that a new one is about, as `2026-11-20`; today without it. */
  day?: string | undefined;
};

/** Where entries are written. */
export function ComposerPage({ entryId, day }: Props) {
  const navigate = useNavigate();
  const [sitting, setSitting] = useState(() => open(entryId));
  if (entryId !== sitting.address) {
    const goesOn = entryId !== undefined && sitting.addresses.includes(entryId);
    setSitting(goesOn ? { ...sitting, address: entryId } : open(entryId));
  }

  function moved(id: string): void {
    if (sitting.addresses.includes(id)) return;
    setSitting({ ...sitting, addresses: [...sitting.addresses, id] });
    void navigate({ to: "/e/$id/edit", params: { id }, replace: true, resetScroll: false });
  }

  const { id, fresh } = sitting;
  if (fresh) return <Composer key={id} id={id} entry={undefined} day={day} onMoved={moved} />;
  return <ExistingEntry key={id} id={id} onMoved={moved} />;
}

/** Waits for the entry. Once it is open it stays open, whatever happens to it elsewhere. */
function ExistingEntry({ id, onMoved }: { id: string; onMoved: (id: string) => void }) {
  const found = useEntry(id);
  const aside = useFound(id, undefined);
  const isReady = useSyncReady();
  // Words of what was too long to become an entry are gone on with as a new one.
  const isThere = found !== undefined || (isReady && aside !== undefined);
  const [opened, setOpened] = useState(isThere ? { entry: found } : undefined);
  if (!opened && isThere) setOpened({ entry: found });
  if (!opened) return <MissingEntry />;
  return <Composer id={id} entry={opened.entry} onMoved={onMoved} />;
}
