import { t } from "@lingui/core/macro";
import { Button } from "@/ui/Button";
import type { Choice, Names } from "./differences";

/** Makes one choice for every difference at once. */
export function Everywhere({ names, onChoose }: { names: Names; onChoose: (choice: Choice) => void }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{t`The same choice everywhere`}</legend>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => onChoose("one")}>
          {names[0]}
        </Button>
        <Button size="small" onClick={() => onChoose("other")}>
          {names[1]}
        </Button>
        <Button size="small" onClick={() => onChoose("both")}>
          {t`Both`}
        </Button>
      </div>
    </fieldset>
  );
}
