import { beforeEach, describe, expect, it } from "vitest";
import type { EntryRow, PersonRow } from "@/sync/rows";
import { Index } from "./index";
import { parseQuery } from "./query";
import { type Journal, type Port, Searcher } from "./searcher";
import type { Answer, Request } from "./worker";

const entry = (id: string, text: string, people: string[] = []) =>
  ({ id, title: "", text, tags: [], people }) as unknown as EntryRow;
const person = (id: string, name: string) => ({ id, name }) as PersonRow;

/** A journal whose rows the test sets. */
class FakeJournal implements Journal {
  listener = () => {};
  rows: { entries: readonly EntryRow[]; people: readonly PersonRow[] } = { entries: [], people: [] };
  isComplete = true;

  subscribe(listener: () => void) {
    this.listener = listener;
    return () => {};
  }
  entries = () => this.rows.entries;
  people = () => this.rows.people;

  become(rows: Partial<FakeJournal["rows"]>): void {
    this.rows = { ...this.rows, ...rows };
    this.listener();
  }
}

/** An index whose answers the test lets through. */
class FakePort implements Port {
  readonly index = new Index();
  readonly sent: Request[] = [];
  readonly waiting: Answer[] = [];
  isClosed = false;
  private answer: (answer: Answer) => void = () => {};
  fail = () => {};

  post(request: Request): void {
    this.sent.push(request);
    if (request.kind === "find") this.waiting.push({ turn: request.turn, found: this.index.find(request.terms) });
    else {
      for (const id of request.drop) this.index.drop(id);
      for (const writing of request.put) this.index.put(writing);
    }
  }
  onAnswer(listener: (answer: Answer) => void) {
    this.answer = listener;
  }
  onFailure(listener: () => void) {
    this.fail = listener;
  }
  close() {
    this.isClosed = true;
  }
  answerAll(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) this.answer(next);
  }
}

let journal: FakeJournal;
let ports: FakePort[];
let idle: (() => void)[];
let searcher: Searcher;

const port = () => ports.at(-1) as FakePort;
const found = () => [...searcher.current.ranks.keys()];
const terms = (text: string) => parseQuery(text).terms;

/** Does what waits for an idle moment, once or until nothing does. */
function idleOnce(): void {
  for (const work of idle.splice(0)) work();
}
function idleThrough(): void {
  while (idle.length > 0) idleOnce();
}

beforeEach(() => {
  journal = new FakeJournal();
  [ports, idle] = [[], []];
  searcher = new Searcher(journal, {
    openPort: () => {
      ports.push(new FakePort());
      return port();
    },
    whenIdle: (work) => {
      idle.push(work);
      return () => idle.splice(idle.indexOf(work), 1);
    },
  });
});

describe("Searcher", () => {
  it("hands the journal over in slices, answers from what is there, and says when it has seen everything", () => {
    journal.become({ entries: Array.from({ length: 250 }, (_, at) => entry(`e${at}`, "tea")) });
    searcher.follow(terms("tea"), () => {});
    idleOnce();
    port().answerAll();
    expect(searcher.current.isComplete).toBe(false);
    idleThrough();
    port().answerAll();
    expect(found()).toHaveLength(250);
    expect(searcher.current.isComplete).toBe(true);
  });

  it("says that it has seen everything only when the whole journal is here", () => {
    journal.isComplete = false;
    journal.become({ entries: [entry("e", "tea")] });
    searcher.follow(terms("tea"), () => {});
    idleThrough();
    port().answerAll();
    expect(found()).toEqual(["e"]);
    expect(searcher.current.isComplete).toBe(false);
    journal.isComplete = true;
    // What was missing had no words.
    journal.become({});
    idleThrough();
    port().answerAll();
    expect(searcher.current.isComplete).toBe(true);
  });

  it("sends an entry again only when its words have changed, and finds it by them", () => {
    const unchanged = entry("same", "tea");
    journal.become({ entries: [unchanged, entry("other", "tea")] });
    searcher.follow(terms("tea"), () => {});
    idleThrough();
    port().answerAll();
    journal.become({ entries: [unchanged, { ...entry("other", "coffee") }, { ...entry("new", "teapot") }] });
    idleThrough();
    port().answerAll();
    const last = port().sent.findLast((request) => request.kind === "change");
    expect(last?.put.map(({ id }) => id)).toEqual(["other", "new"]);
    expect(found()).toEqual(["same", "new"]);
    journal.become({ entries: [{ ...unchanged }] });
    idleThrough();
    port().answerAll();
    expect(port().sent.findLast((request) => request.kind === "change")).toMatchObject({
      put: [],
      drop: ["other", "new"],
    });
    expect(found()).toEqual(["same"]);
  });

  it("follows the names of people", () => {
    journal.become({ entries: [entry("e", "tea", ["p"])], people: [person("p", "Ana")] });
    searcher.follow(terms("bea"), () => {});
    idleThrough();
    port().answerAll();
    expect(found()).toEqual([]);
    journal.become({ people: [person("p", "Bea")] });
    idleThrough();
    port().answerAll();
    expect(found()).toEqual(["e"]);
  });

  it("asks one thing at a time, and of what was typed meanwhile only the last", () => {
    journal.become({ entries: [entry("e", "tea")] });
    idleThrough();
    for (const typed of ["t", "te", "tea", "teak"]) searcher.follow(terms(typed), () => {});
    port().answerAll();
    const asked = port().sent.flatMap((request) => (request.kind === "find" ? [request.terms[0]?.words[0]] : []));
    expect(asked).toEqual(["t", "teak"]);
    expect(found()).toEqual([]);
  });

  it("starts again after a failure", () => {
    journal.become({ entries: [entry("e", "tea")] });
    searcher.follow(terms("tea"), () => {});
    idleThrough();
    port().fail();
    expect(searcher.current.hasFailed).toBe(true);
    searcher.retry();
    idleThrough();
    port().answerAll();
    expect([ports.length, ports[0]?.isClosed, found()]).toEqual([2, true, ["e"]]);
  });

  it("holds nothing once it has stopped", () => {
    journal.become({ entries: [entry("e", "tea")] });
    idleThrough();
    searcher.stop();
    expect([port().isClosed, searcher.current.ranks.size, idle]).toEqual([true, 0, []]);
  });
});
