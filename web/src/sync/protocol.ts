/** Frames of the sync protocol (docs/SYNC.md). Everything that arrives is checked here, at the edge. */

import * as v from "valibot";
import type { Outgoing } from "./mutations";
import { parseRowData } from "./rows";

export const PROTO = 1;
export const SCHEMA = 1;
export const SUBPROTOCOL = "hearken.sync.v1";
/** Most mutations in one push, and most bytes of them; the server takes 1 MiB, frame included. */
export const MAX_BATCH = 100;
export const MAX_BATCH_BYTES = 900_000;
export const PAGE_ROWS = 500;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const rowSchema = v.pipe(
  v.looseObject({
    t: v.string(),
    id: v.string(),
    rev: count,
    op: v.picklist(["put", "del"]),
    d: v.optional(v.unknown()),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { t, id, rev, op, d } = dataset.value;
    if (op === "del") return { t, id, rev, op, d: undefined };
    try {
      return { t, id, rev, op, d: parseRowData(t, d) };
    } catch {
      addIssue({ message: `row ${t} does not have the expected shape` });
      return NEVER;
    }
  }),
);

const resultSchema = v.looseObject({
  mid: count,
  status: v.picklist(["ok", "conflict", "rejected"]),
  code: v.nullish(v.string()),
  detail: v.nullish(v.string()),
  copy_id: v.nullish(v.string()),
});

const replyTo = { id: v.optional(v.string()) };

const frameSchema = v.variant("type", [
  v.looseObject({
    type: v.literal("delta"),
    from: count,
    to: count,
    epoch: count,
    last_mid: count,
    more: v.boolean(),
    rows: v.array(rowSchema),
    results: v.optional(v.array(resultSchema), []),
  }),
  v.looseObject({
    type: v.literal("pushed"),
    ...replyTo,
    last_mid: count,
    seq: count,
    results: v.array(resultSchema),
  }),
  v.looseObject({ type: v.literal("gap"), ...replyTo, expect: count }),
  v.looseObject({ type: v.literal("client_fork"), ...replyTo }),
  v.looseObject({
    type: v.literal("reset"),
    ...replyTo,
    from: count,
    from_epoch: count,
    epoch: count,
    floor: count,
    reason: v.picklist(["epoch", "floor", "lag"]),
  }),
  v.looseObject({ type: v.literal("welcome"), proto: count, epoch: count, seq: count, ping_ms: count }),
  v.looseObject({ type: v.literal("auth_required") }),
  v.looseObject({ type: v.literal("ping") }),
  v.looseObject({ type: v.literal("pong") }),
]);

export type ServerFrame = v.InferOutput<typeof frameSchema>;
export type Frame<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;
export type DeltaRow = v.InferOutput<typeof rowSchema>;
export type MutationResult = v.InferOutput<typeof resultSchema>;
/** The frames that change what this browser holds; the others are about the socket itself. */
export type SyncFrame = Frame<"delta" | "pushed" | "gap" | "client_fork" | "reset">;

/** What is not a frame we know. */
export class UnknownFrame extends Error {
  override name = "UnknownFrame";
}

export function parseFrame(value: unknown): ServerFrame {
  const parsed = v.safeParse(frameSchema, value);
  if (!parsed.success) throw new UnknownFrame(v.summarize(parsed.issues));
  return parsed.output;
}

export interface WireMutation extends Pick<Outgoing, "mid" | "name" | "args" | "base_vid" | "at"> {
  /** How old it is, in milliseconds by the clock here: what that clock shows is not relied on. */
  age_ms: number;
  /** Of one that was gone on with before it was sent, how long ago it was begun. */
  begun_ms?: number;
}

/** A mutation as it is sent now, in milliseconds since 1970. */
export function asWire({ stage: _, due: __, begun_at, ...mutation }: Outgoing, now: number): WireMutation {
  const since = (at: string) => Math.max(0, now - Date.parse(at));
  return { ...mutation, age_ms: since(mutation.at), ...(begun_at && { begun_ms: since(begun_at) }) };
}

export interface PushFrame {
  type: "push";
  id: string;
  client_id: string;
  proto: number;
  schema: number;
  epoch: number;
  /** This client no longer has its mutations up to this one. */
  lost_through?: number;
  mutations: WireMutation[];
}

export interface PullFrame {
  type: "pull";
  client_id: string;
  cookie: number;
  epoch: number;
  /** The client holds no rows, and asks for all of them. */
  fresh?: true;
}

/** What the engine asks of the server. */
export type Request = PushFrame | PullFrame;
