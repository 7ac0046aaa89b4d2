import * as v from "valibot";
import { authorized } from ".";
import { answer, at, type Schemas } from "./contract";
import { json } from "./http";

const server = v.object({ port: v.number(), models: v.array(v.string()) });
const servers = answer<"Page_LocalServer">()(v.object({ items: v.array(server) }));

const trial = answer<"LocalTrial">()(
  v.object({
    /** How long it took over an entry; null where it did not read it. */
    seconds: v.nullable(v.number()),
    /** Why it did not. */
    cause: v.nullable(v.string()),
  }),
);

export type LocalModel = Schemas["LocalModel"];
export type LocalTrial = v.InferOutput<typeof trial>;

/** The models that programs on the server's own machine serve. For the owner. */
export async function findLocalModels(): Promise<LocalModel[]> {
  const response = await authorized(at("/providers/local"), { method: "POST" });
  const { items } = v.parse(servers, await response.json());
  return items.flatMap(({ port, models }) => models.map((model) => ({ port, model })));
}

/** Has one of them read an entry that nobody wrote. Takes up to half a minute. */
export async function tryLocalModel(model: LocalModel): Promise<LocalTrial> {
  const response = await authorized(at("/providers/local/trial"), json("POST", model));
  return v.parse(trial, await response.json());
}

/** Adds it to the providers. It reads for whoever allows it. */
export async function addLocalModel(model: LocalModel): Promise<void> {
  await authorized(at("/providers/local"), json("PUT", model));
}

/** Takes away the one that was added. */
export async function removeLocalModel(): Promise<void> {
  await authorized(at("/providers/local"), { method: "DELETE" });
}
