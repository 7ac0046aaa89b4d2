import { t } from "@lingui/core/macro";
import * as v from "valibot";
import { answer } from "./contract";

const body = answer<"Problem">()(
  v.object({
    code: v.optional(v.string()),
    title: v.optional(v.string()),
    detail: v.optional(v.string()),
    errors: v.optional(v.array(v.object({ field: v.string(), message: v.string() })), []),
  }),
);

type Details = {
  /** The HTTP status. */
  status: number;
  /** Stable name of the kind of problem. */
  code: string;
  /** The rules that were broken, by the name that the API gives the input field. */
  fields?: Readonly<Record<string, string>>;
  /** Seconds after which another attempt makes sense. */
  retryAfter?: number | undefined;
};

/** A refusal by the server (RFC 9457), in words that can be shown. */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly retryAfter: number | undefined;

  constructor(message: string, { status, code, fields = {}, retryAfter }: Details) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: the network or the server is away. */
export class Unreachable extends Error {
  override name = "Unreachable";

  constructor(cause: unknown) {
    super("The server did not answer", { cause });
  }
}

/** Reads the problem out of an answer that is not a success. */
export async function problemFrom(response: Response): Promise<Problem> {
  const parsed = v.safeParse(body, await response.json().catch(() => ({})));
  const it = parsed.success ? parsed.output : { errors: [] };
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new Problem(it.detail ?? it.title ?? t`The server refused with ${response.status}.`, {
    status: response.status,
    code: it.code ?? "unknown",
    fields: byField(it.errors),
    retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter,
  });
}

/** Every rule that was broken, under its field. */
function byField(errors: readonly { field: string; message: string }[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { field, message } of errors) fields[field] = [fields[field], sentence(message)].filter(Boolean).join(" ");
  return fields;
}

/** "must not be empty" as it stands under a field: "Must not be empty." */
function sentence(message: string): string {
  const ended = /[.!?]$/.test(message) ? message : `${message}.`;
  return ended.charAt(0).toLocaleUpperCase() + ended.slice(1);
}

/** What to tell the user about any error: what happened, and what to do. */
export function describeError(error: unknown): string {
  if (error instanceof Unreachable) return t`The server is out of reach. Check the connection, then try again.`;
  if (error instanceof Problem) return describeProblem(error);
  return t`Something went wrong in this page. Try again, or reload it.`;
}

function describeProblem({ status, code, message }: Problem): string {
  if (status === 503) return t`The server is busy. Try again in a moment.`;
  if (code === "disk_full")
    return t`The server's disk is full, so nothing was saved. What was saved before is safe. Whoever runs the server has to make room.`;
  if (code === "unreadable")
    return t`What the server has stored here cannot be opened. Nothing was changed. Whoever runs the server finds more in its log.`;
  return message;
}
