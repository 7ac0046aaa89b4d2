import * as v from "valibot";
import { authorized } from ".";
import { answer, at } from "./contract";

const version = v.object({
  /** Its name. */
  id: v.string(),
  at: v.string(),
  /** What wrote it, by the name of its session; null where that is not known. */
  device: v.nullable(v.string()),
  word_count: v.number(),
  /** It was typed, made of two texts, or is once more what the text had been before. */
  kind: v.picklist(["edit", "merge", "restore"]),
  /** Whether it is the text as it is now. */
  is_current: v.boolean(),
});

const versions = answer<"Page_Version">()(v.object({ items: v.array(version) }));

const versionText = answer<"VersionText">()(
  v.object({ id: v.string(), at: v.string(), device: v.nullable(v.string()), text: v.string() }),
);

export type Version = v.InferOutput<typeof version>;
export type VersionText = v.InferOutput<typeof versionText>;

/** The versions of an entry's text that are worth showing, newest first. */
export async function fetchVersions(id: string): Promise<Version[]> {
  const response = await authorized(at("/entries/{id}/versions", { id }));
  return v.parse(versions, await response.json()).items;
}

/** A version with its text. */
export async function fetchVersion(id: string, vid: string): Promise<VersionText> {
  const response = await authorized(at("/entries/{id}/versions/{vid}", { id, vid }));
  return v.parse(versionText, await response.json());
}
