import { t } from "@lingui/core/macro";
import { useId } from "react";
import type { Unsaved } from "@/sync/react";
import { CopyButton } from "@/ui/CopyButton";

/** Words that the server has not got, to read and to copy. */
export function UnsavedWords({ words }: { words: Unsaved["words"] }) {
  if (words.length === 0) return null;
  return (
    <ul aria-label={t`Not saved yet`} className="mb-8 flex flex-col gap-4">
      {words.map(({ about, text }) => (
        <li key={about}>
          <Words text={text} />
        </li>
      ))}
    </ul>
  );
}

function Words({ text }: { text: string }) {
  const id = useId();
  return (
    <div className="rounded-card border border-line bg-surface">
      <textarea
        id={id}
        readOnly
        autoComplete="off"
        aria-label={t`Words that are not saved yet`}
        value={text}
        className="block field-sizing-content max-h-48 w-full resize-none rounded-t-card bg-transparent px-4 py-3 font-serif text-lg"
      />
      <div className="border-t border-line py-2 ps-1">
        <CopyButton look="quiet" describedBy={id} text={() => text} />
      </div>
    </div>
  );
}
