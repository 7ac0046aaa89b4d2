/** The server's API as another program would use it: to prepare what a story begins with, and to look behind the page. */

import { expect } from "@playwright/test";
import type { Account } from "./account";

export type NewEntry = {
  text: string;
  title?: string;
  mood?: number;
  tags?: readonly string[];
  people?: readonly string[];
  private?: boolean;
  status?: "draft" | "published";
  /** RFC 3339. */
  written_at?: string;
};

export type Entry = Required<NewEntry> & { id: string; word_count: number };

export type NewPerson = { name: string; relationship?: string; notes?: string };

type StatusCounts = { queued: number; processing: number; completed: number; fallback: number; failed: number };

export class Api {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async register(url: string, account: Account): Promise<Api> {
    const { access_token } = await call<{ access_token: string }>(url, "POST", "/auth/register", { body: account });
    return new Api(url, access_token);
  }

  static async signIn(url: string, { email, password }: Account): Promise<Api> {
    const { access_token } = await call<{ access_token: string }>(url, "POST", "/auth/login", {
      body: { email, password },
    });
    return new Api(url, access_token);
  }

  createEntry(entry: NewEntry): Promise<Entry> {
    return this.#call("POST", "/entries", { status: "published", ...entry });
  }

  changeEntry(id: string, change: Partial<NewEntry>): Promise<Entry> {
    return this.#call("PATCH", `/entries/${id}`, change);
  }

  deleteEntry(id: string): Promise<void> {
    return this.#call("DELETE", `/entries/${id}`);
  }

  async entries(): Promise<Entry[]> {
    return (await this.#call<{ items: Entry[] }>("GET", "/entries?limit=200")).items;
  }

  /** What was found in an entry, and how. */
  analysis(id: string): Promise<unknown> {
    return this.#call("GET", `/entries/${id}/analysis`);
  }

  /** Sends mutations, as the app does. */
  push(push: object): Promise<unknown> {
    return this.#call("POST", "/sync/push", push);
  }

  /** How many entries wait to be read. */
  async waiting(): Promise<number> {
    const { status } = await this.#call<{ status: StatusCounts }>("GET", "/dashboard");
    return status.queued + status.processing;
  }

  createPerson(person: NewPerson): Promise<{ id: string }> {
    return this.#call("POST", "/people", person);
  }

  /** Ends every session but this one. */
  endOtherSessions(): Promise<void> {
    return this.#call("DELETE", "/auth/sessions");
  }

  /** Waits until nothing waits to be read. */
  async everythingIsRead(): Promise<void> {
    const options = { message: "entries that wait to be read", timeout: 20_000 };
    await expect.poll(() => this.waiting(), options).toBe(0);
  }

  #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    return call<T>(this.#url, method, path, { body, token: this.#token });
  }
}

type Call = { body?: unknown; token?: string };

async function call<T>(url: string, method: string, path: string, { body, token }: Call): Promise<T> {
  const headers = new Headers({ "Content-Type": "application/json" });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(`${url}/api/v1${path}`, init);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
