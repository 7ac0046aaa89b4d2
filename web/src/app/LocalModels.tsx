import { t } from "@lingui/core/macro";
import { Search } from "lucide-react";
import { useState } from "react";
import { addLocalModel, findLocalModels, type LocalModel, type LocalTrial, tryLocalModel } from "@/api/localModels";
import { causeWord } from "@/lib/causes";
import { Button } from "@/ui/Button";
import { ChoiceGroup } from "@/ui/ChoiceGroup";
import { FormError } from "./FormError";
import { secondsSentence } from "./secondsSentence";

/** What is under way. */
type Work = "looking" | "trying" | "adding";

/** For the owner: looks for models on the server's machine when asked to, says how fast one reads, and adds it. */
export default function LocalModels({ onAdded }: { onAdded: () => Promise<void> }) {
  const [work, setWork] = useState<Work>();
  const [error, setError] = useState<unknown>();
  const [models, setModels] = useState<LocalModel[]>();
  const [chosen, setChosen] = useState<LocalModel>();
  const [trial, setTrial] = useState<LocalTrial>();

  /** Does one thing at a time, and says what went wrong with it. */
  async function run(kind: Work, doIt: () => Promise<void>): Promise<void> {
    setWork(kind);
    setError(undefined);
    await doIt().catch(setError);
    setWork(undefined);
  }

  async function look(): Promise<void> {
    const found = await findLocalModels();
    setModels(found);
    setChosen(found[0]);
    setTrial(undefined);
  }

  function choose(model: LocalModel | undefined): void {
    setChosen(model);
    setTrial(undefined);
  }

  return (
    <div className="flex flex-col gap-4">
      <Button className="self-start" pending={work !== undefined} onClick={() => void run("looking", look)}>
        <Search aria-hidden="true" className="size-4" />
        {models === undefined ? t`Look for one on this machine` : t`Look again`}
      </Button>
      <FormError error={error} fields={[]} />
      {models && models.length > 0 ? <Choice models={models} chosen={chosen} onChoose={choose} /> : null}
      <p role="status" className="max-w-measure empty:hidden">
        {statusSentence(work, models, trial)}
      </p>
      {chosen && trial === undefined ? (
        <Button
          className="self-start"
          pending={work !== undefined}
          onClick={() => void run("trying", async () => setTrial(await tryLocalModel(chosen)))}
        >
          {t`Try how fast it reads`}
        </Button>
      ) : null}
      {chosen && trial && trial.seconds !== null ? (
        <Button
          look="primary"
          className="self-start"
          pending={work !== undefined}
          onClick={() => void run("adding", () => addLocalModel(chosen).then(onAdded))}
        >
          {t`Add it`}
        </Button>
      ) : null}
    </div>
  );
}

type ChoiceProps = {
  models: readonly LocalModel[];
  chosen: LocalModel | undefined;
  onChoose: (model: LocalModel | undefined) => void;
};

function Choice({ models, chosen, onChoose }: ChoiceProps) {
  const key = ({ port, model }: LocalModel) => `${port} ${model}`;
  return (
    <ChoiceGroup
      label={t`Found on this machine`}
      value={chosen && key(chosen)}
      choices={models.map((it) => ({ value: key(it), label: it.model }))}
      onChange={(value) => onChoose(models.find((it) => key(it) === value))}
    />
  );
}

function statusSentence(
  work: Work | undefined,
  models: readonly LocalModel[] | undefined,
  trial: LocalTrial | undefined,
): string | null {
  if (work === "looking") return t`Looking where such programs listen.`;
  if (work === "trying") return t`It reads an entry that nobody wrote. That takes half a minute at most.`;
  if (models?.length === 0)
    return t`None was found. Ollama, llama.cpp and vLLM are looked for where they usually listen; start one with a model, then look again. The setting local_model_ports names other ports.`;
  if (trial === undefined) return null;
  if (trial.seconds !== null) return secondsSentence(trial.seconds);
  const cause = causeWord(trial.cause ?? "");
  return t`It cannot be used as it is: it ${cause}. Another model may do.`;
}
