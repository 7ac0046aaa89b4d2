import type { MutationArgs, NewMutation } from "../mutations";
import { countWords, UNCHOSEN, unread } from "../mutators";
import { vidOf } from "../outbox";
import type { DeltaRow, Frame, MutationResult, PullFrame, PushFrame, SyncFrame, WireMutation } from "../protocol";
import { type EntryRow, type RowData, rowKey, type Table } from "../rows";
import { withTags } from "../tags";
import { titleOver } from "../titles";
import { REFUSED_WORD } from "./core";

interface KnownClient {
  last_mid: number;
  /** What each mutation said, to tell a repetition from a fork. */
  contents: Map<number, string>;
  results: MutationResult[];
}

/** All that a restored server knows. */
type Backup = Pick<FakeServer, "seq" | "floor" | "rows" | "clients" | "history">;

type Outcome = Pick<MutationResult, "status" | "code" | "detail" | "copy_id">;

const OK: Outcome = { status: "ok" };
const NOT_FOUND: Outcome = { status: "rejected", code: "not_found", detail: "There is no such row." };

/** The server's side of docs/SYNC.md for one user, in memory. */
export class FakeServer {
  seq = 0;
  epoch = 1;
  floor = 0;
  rows = new Map<string, DeltaRow>();
  clients = new Map<string, KnownClient>();
  /** Every text that was ever current, and what wrote it, in order. */
  history: { client_id: string; mid: number; entry_id: string; text: string }[] = [];

  /** `dedupe: false` switches rule R3 off. */
  constructor(private readonly options: { pageRows: number; dedupe: boolean }) {}

  push(request: Omit<PushFrame, "type" | "proto" | "schema">): Exclude<SyncFrame, Frame<"delta">> {
    const { id, client_id, epoch } = request;
    if (epoch !== this.epoch && epoch !== 0) return { ...this.reset("epoch", 0, epoch), id };
    const client = this.client(client_id);
    client.last_mid = Math.max(client.last_mid, request.lost_through ?? 0);
    const results: MutationResult[] = [];
    for (const mutation of request.mutations) {
      if (mutation.mid > client.last_mid + 1) return { type: "gap", id, expect: client.last_mid + 1 };
      const content = JSON.stringify([mutation.name, mutation.args, mutation.base_vid]);
      if (mutation.mid <= client.last_mid && this.options.dedupe) {
        if (client.contents.get(mutation.mid) !== content) return { type: "client_fork", id };
        results.push(client.results.find((it) => it.mid === mutation.mid) ?? { mid: mutation.mid, status: "ok" });
        continue;
      }
      const result = { mid: mutation.mid, ...this.apply(client_id, mutation) };
      client.last_mid = mutation.mid;
      client.contents.set(mutation.mid, content);
      if (result.status !== "ok") client.results.push(result);
      results.push(result);
    }
    return { type: "pushed", id, last_mid: client.last_mid, seq: this.seq, results };
  }

  pull(request: Omit<PullFrame, "type">): Frame<"delta" | "reset"> {
    const { client_id, cookie, epoch, fresh } = request;
    const first = cookie === 0 && epoch === 0;
    if (epoch !== this.epoch && !first) return this.reset("epoch", cookie, epoch);
    if (cookie < this.floor && !fresh) return this.reset("floor", cookie, epoch);
    const newer = [...this.rows.values()].filter((row) => row.rev > cookie).sort((a, b) => a.rev - b.rev);
    const rows = newer.slice(0, this.options.pageRows);
    const more = rows.length < newer.length;
    const { last_mid, results } = this.client(client_id);
    const to = more ? (rows.at(-1)?.rev ?? 0) : this.seq;
    return { type: "delta", from: cookie, to, epoch: this.epoch, last_mid, more, rows, results };
  }

  /** Forgets deleted rows up to `rev`, as the server does after a while. */
  compact(rev: number): void {
    for (const [key, row] of this.rows) if (row.op === "del" && row.rev <= rev) this.rows.delete(key);
    this.floor = Math.max(this.floor, rev);
  }

  backup(): Backup {
    const { seq, floor, rows, history } = this;
    const clients = [...this.clients].map(([id, { last_mid, contents, results }]): [string, KnownClient] => {
      return [id, { last_mid, contents: new Map(contents), results: [...results] }];
    });
    return { seq, floor, rows: new Map(rows), clients: new Map(clients), history: [...history] };
  }

  /** Everything since `backup` is gone. */
  restore(backup: Backup): void {
    Object.assign(this, backup);
    this.epoch += 1;
  }

  get<T extends Table>(t: T, id: string): RowData[T] | undefined {
    const row = this.rows.get(rowKey(t, id));
    return row?.op === "put" ? (row.d as RowData[T]) : undefined;
  }

  put<T extends Table>(t: T, id: string, d: RowData[T]): void {
    this.seq += 1;
    this.rows.set(rowKey(t, id), { t, id, rev: this.seq, op: "put", d });
  }

  private remove(t: Table, id: string): void {
    if (!this.get(t, id)) return;
    this.seq += 1;
    this.rows.set(rowKey(t, id), { t, id, rev: this.seq, op: "del", d: undefined });
  }

  private client(client_id: string): KnownClient {
    const known = this.clients.get(client_id) ?? { last_mid: 0, contents: new Map(), results: [] };
    this.clients.set(client_id, known);
    return known;
  }

  private reset(reason: "epoch" | "floor", from: number, from_epoch: number): Frame<"reset"> {
    return { type: "reset", from, from_epoch, epoch: this.epoch, floor: this.floor, reason };
  }

  private apply(client_id: string, { mid, at, ...mutation }: WireMutation): Outcome {
    const made = { client_id, mid, at };
    const it = mutation as NewMutation;
    switch (it.name) {
      case "entry.create@1":
        return this.createEntry(it.args, made);
      case "entry.edit@1":
        return this.editEntry(it.args, it.base_vid, made);
      case "entry.set@2":
        return this.setEntry(it.args, it.base_vid);
      case "entry.publish@1":
        return this.publish(it.args.id, at);
      case "entry.resolve@1":
        return this.change("entry", it.args.id, { conflict_of: null });
      case "entry.delete@1":
        return this.deleteEntry(it.args.id, it.base_vid);
      case "analysis.retry@1":
        return this.queueReading(it.args.entry_id, at);
      case "person.create@1":
        if (!this.get("person", it.args.id))
          this.put("person", it.args.id, { relationship: "other", notes: "", ...it.args });
        return OK;
      case "person.set@1":
        return this.change("person", it.args.id, it.args);
      case "person.delete@1":
        this.remove("person", it.args.id);
        return OK;
      case "preferences.set@1":
        this.put("preferences", "user", {
          ...UNCHOSEN,
          ...this.get("preferences", "user"),
          ...it.args,
        });
        return OK;
    }
  }

  private createEntry(args: MutationArgs["entry.create@1"], made: Made): Outcome {
    if (this.get("entry", args.id)) return OK;
    if (isRefused(args.text)) return REFUSED;
    const { at } = made;
    const bare = {
      title: "",
      mood: null,
      tags: [],
      people: [],
      private: false,
      status: "draft",
      written_at: at,
    } as const;
    this.writeText({ ...bare, tags: [], people: [], ...args, ...textless(at) }, args.text, made);
    if (args.status === "published") this.queueReading(args.id, at);
    return OK;
  }

  private setEntry(args: MutationArgs["entry.set@2"], base_vid: string | undefined): Outcome {
    const { id, tags_add = [], tags_remove = [], title, ...fields } = args;
    const over = this.history.findLast(({ client_id, mid }) => vidOf(client_id, mid) === base_vid)?.entry_id;
    const titled = title === undefined ? {} : { title };
    const isApart = over !== undefined && over !== id && this.get("entry", over) !== undefined;
    if (isApart && !this.get("entry", id)) return this.change("entry", over, { ...fields, ...titled });
    if (isApart) this.change("entry", over, { ...titled, ...(fields.private ? { private: true } : {}) });
    const tags = withTags(this.get("entry", id)?.tags ?? [], { tags_add, tags_remove });
    return this.change("entry", id, { ...fields, tags, ...(isApart ? {} : titled) });
  }

  private editEntry(args: MutationArgs["entry.edit@1"], base_vid: string | undefined, made: Made): Outcome {
    if (isRefused(args.text)) return REFUSED;
    const row = this.get("entry", args.id);
    const isOver = (it: EntryRow) => it.vid === base_vid && it.text === (args.base_text ?? it.text);
    const holder = row && isOver(row) ? row : this.copies(args.id).find(isOver);
    const written = holder ?? (row?.text === args.text ? row : undefined);
    if (written) return this.writeText({ ...written, title: args.title ?? written.title }, args.text, made);
    const copy_id = `copy-${vidOf(made.client_id, made.mid)}`;
    const original = row ?? { title: "", mood: null, tags: [], people: [], private: false, status: "draft" as const };
    const bare = { written_at: made.at, ...original, ...titleOver(args), ...textless(made.at) };
    const sibling = { ...bare, id: copy_id, conflict_of: args.id };
    this.writeText(sibling, args.text, made);
    return { status: "conflict", copy_id };
  }

  private copies(id: string): EntryRow[] {
    const entries = [...this.rows.values()].filter((row) => row.t === "entry" && row.op === "put");
    return entries.map((row) => row.d as EntryRow).filter((row) => row.conflict_of === id);
  }

  private writeText(row: Omit<EntryRow, "text" | "vid">, text: string, { client_id, mid, at }: Made): Outcome {
    this.history.push({ client_id, mid, entry_id: row.id, text });
    const vid = vidOf(client_id, mid);
    this.put("entry", row.id, { ...row, text, vid, word_count: countWords(text), updated_at: at });
    return OK;
  }

  private change<T extends Table>(t: T, id: string, args: Partial<RowData[T]>): Outcome {
    const row = this.get(t, id);
    if (!row) return NOT_FOUND;
    this.put(t, id, { ...row, ...args });
    return OK;
  }

  private publish(id: string, at: string): Outcome {
    const outcome = this.change("entry", id, { status: "published" });
    return outcome.status === "ok" ? this.queueReading(id, at) : outcome;
  }

  private queueReading(id: string, at: string): Outcome {
    const entry = this.get("entry", id);
    if (!entry) return NOT_FOUND;
    this.put("analysis", id, { ...unread(id), vid: entry.vid, queued_at: at });
    return OK;
  }

  private deleteEntry(id: string, base_vid: string | undefined): Outcome {
    const row = this.get("entry", id);
    if (row && base_vid && row.vid !== base_vid) {
      return { status: "rejected", code: "stale", detail: "The entry has changed since." };
    }
    this.remove("entry", id);
    this.remove("analysis", id);
    return OK;
  }
}

interface Made {
  client_id: string;
  mid: number;
  at: string;
}

const REFUSED: Outcome = { status: "rejected", code: "invalid", detail: "text: must not be refused" };

function isRefused(text: string): boolean {
  return text.endsWith(REFUSED_WORD);
}

function textless(at: string) {
  return { conflict_of: null, device: null, text_at: at, word_count: 0, created_at: at, updated_at: at };
}
