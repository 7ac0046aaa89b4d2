/** The database in which a browser keeps one user's journal: sealed records, and in the clear what is needed to open them. */

import { isUnchanged } from "../rules";

/** A value that only the vault can open. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** Records by name; one that is gone is `undefined`. */
export type Records = ReadonlyMap<string, Sealed | undefined>;

/** What stands in the clear. */
export interface Head<Key = unknown> {
  /** How the records are made. */
  format: number;
  user: string;
  /** What opens the records. */
  key: Key;
}

/** How far the database has come, and which records the latest transactions changed, oldest first. */
interface Progress {
  /** Counts how often everything was replaced: what another tab knows from before is worth nothing. */
  generation: number;
  version: number;
  recent: readonly { version: number; names: readonly string[] }[];
}

export interface Contents {
  version: number;
  records: Records;
  /** Whether these are all the records there are, and not only those that changed. */
  isAll: boolean;
}

const CLEAR = "clear";
const SEALED = "sealed";
const HEAD = "head";
const PROGRESS = "progress";
/** How many transactions another tab may be behind before it reads everything anew. */
const RECENT = 50;

/** The database has been deleted, replaced or closed, by another tab or by the browser. */
export class Gone extends Error {
  override name: string = "Gone";
}

/** Another tab has put another in its place, with everything that was stored: under a lock, or no longer under one. */
export class Replaced extends Gone {
  override name = "Replaced";
}

export class Database {
  private generation: number | undefined;

  private constructor(private readonly db: IDBDatabase) {
    // Another tab wants to delete it, or a newer app to change it: neither is to wait for this tab.
    db.onversionchange = () => db.close();
  }

  /** Makes it if it is not there. */
  static async open(name: string): Promise<Database> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(CLEAR);
      request.result.createObjectStore(SEALED);
    };
    return new Database(await answerOf(request));
  }

  /** Answers nothing if it is not there. */
  static async find(name: string): Promise<Database | undefined> {
    const request = indexedDB.open(name, 1);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    const db = await answerOf(request).catch((error: unknown) => {
      if (!isNew) throw error;
      return undefined;
    });
    return db && new Database(db);
  }

  static async delete(name: string): Promise<void> {
    await answerOf(indexedDB.deleteDatabase(name)).catch(async (error: unknown) => {
      // It fails while the browser deletes everything of the site, as the server asks it to.
      if ((await Database.names()).includes(name)) throw error;
    });
  }

  static async names(): Promise<string[]> {
    return (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  }

  close(): void {
    this.db.close();
  }

  /** Nothing in a database that is new. */
  async head(): Promise<Head | undefined> {
    const tx = this.begin("readonly");
    this.generation = (await progressIn(tx))?.generation;
    return answerOf(tx.objectStore(CLEAR).get(HEAD));
  }

  async putHead(head: Head): Promise<void> {
    const tx = this.begin("readwrite");
    tx.objectStore(CLEAR).put(head, HEAD);
    await endOf(tx);
  }

  /** Puts `head` and `records` in the place of everything there is: unless that is `seen`, the answer is no. */
  async replace(head: Head, records: Records, seen: number): Promise<boolean> {
    const tx = this.begin("readwrite");
    const { generation, version } = (await progressIn(tx)) ?? { generation: 0, version: 0 };
    const isCurrent = isUnchanged(seen, version);
    if (isCurrent) {
      tx.objectStore(SEALED).clear();
      tx.objectStore(CLEAR).put(head, HEAD);
      write(tx, { generation: generation + 1, version: version + 1, recent: [] }, records);
    }
    await endOf(tx);
    if (isCurrent) this.generation = generation + 1;
    return isCurrent;
  }

  /** The records that have changed since `version`; all of them where that is not known any more. */
  async since(version: number): Promise<Contents> {
    const tx = this.begin("readonly");
    const progress = await this.progressIn(tx);
    const newer = progress.recent.filter((it) => it.version > version);
    const isAll = version + newer.length < progress.version;
    const records = isAll ? allIn(tx) : namedIn(tx, new Set(newer.flatMap(({ names }) => names)));
    return { version: progress.version, records: await records, isAll };
  }

  /** Those records whose names `choose` chooses of all. */
  async some(choose: (names: readonly string[]) => readonly string[]): Promise<Contents> {
    const tx = this.begin("readonly");
    const progress = await this.progressIn(tx);
    const all = (await answerOf(tx.objectStore(SEALED).getAllKeys())).map(String);
    const names = new Set(choose(all));
    return { version: progress.version, records: await namedIn(tx, names), isAll: names.size === all.length };
  }

  /** Writes all of `records`, or nothing: unless it is `version` that is there, the answer is no. */
  async commit(version: number, records: Records, durability: IDBTransactionDurability): Promise<boolean> {
    const tx = this.begin("readwrite", durability);
    const progress = await this.progressIn(tx);
    const isCurrent = isUnchanged(version, progress.version);
    if (isCurrent) {
      const change = { version: version + 1, names: [...records.keys()] };
      write(tx, { ...progress, version: change.version, recent: [...progress.recent, change].slice(-RECENT) }, records);
    }
    await endOf(tx);
    return isCurrent;
  }

  private async progressIn(tx: IDBTransaction): Promise<Progress> {
    const progress = await progressIn(tx);
    if (!progress) throw new Gone();
    if (progress.generation !== this.generation) throw new Replaced();
    return progress;
  }

  private begin(mode: IDBTransactionMode, durability: IDBTransactionDurability = "default"): IDBTransaction {
    try {
      return this.db.transaction([CLEAR, SEALED], mode, { durability });
    } catch (error) {
      throw error instanceof DOMException && error.name === "InvalidStateError" ? new Gone() : error;
    }
  }
}

function progressIn(tx: IDBTransaction): Promise<Progress | undefined> {
  return answerOf(tx.objectStore(CLEAR).get(PROGRESS));
}

function write(tx: IDBTransaction, progress: Progress, records: Records): void {
  tx.objectStore(CLEAR).put(progress, PROGRESS);
  const sealed = tx.objectStore(SEALED);
  for (const [name, record] of records) {
    if (record) sealed.put(record, name);
    else sealed.delete(name);
  }
}

async function allIn(tx: IDBTransaction): Promise<Records> {
  const sealed = tx.objectStore(SEALED);
  const [names, records] = await Promise.all([answerOf(sealed.getAllKeys()), answerOf(sealed.getAll())]);
  return new Map(names.map((name, index) => [String(name), records[index]]));
}

async function namedIn(tx: IDBTransaction, names: ReadonlySet<string>): Promise<Records> {
  const sealed = tx.objectStore(SEALED);
  return new Map(await Promise.all([...names].map(async (name) => [name, await answerOf(sealed.get(name))] as const)));
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function endOf(tx: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Gone());
  });
}
