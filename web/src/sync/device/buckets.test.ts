import { expect, it } from "vitest";
import type { HeldRow } from "../store";
import { applyRows } from "../transaction";
import { Buckets, type Plan } from "./buckets";

const row = (id: string, length = 10): HeldRow => ({ t: "entry", id, rev: 1, d: { text: "x".repeat(length) } });

/** Rows and their buckets, changed together. */
function begin() {
  const [rows, buckets] = [new Map<string, HeldRow>(), new Buckets()];
  const put = (changed: Record<string, HeldRow | undefined>, cleared = false): Plan => {
    const change = { cleared, rows: new Map(Object.entries(changed).map(([id, it]) => [`entry/${id}`, it])) };
    const plan = buckets.plan(rows, change);
    buckets.take(plan);
    applyRows(rows, change);
    return plan;
  };
  return { put };
}

const idsIn = (plan: Plan) => [...plan].map(([bucket, rows]) => [bucket, rows?.map(({ id }) => id)]);

it("fills one bucket after the other, and leaves a row where it is", () => {
  const { put } = begin();
  expect(idsIn(put({ a: row("a"), b: row("b", 70_000), c: row("c") }))).toEqual([
    ["entry/000000000000", ["a", "b"]],
    ["entry/000000000001", ["c"]],
  ]);
  expect(idsIn(put({ d: row("d") }))).toEqual([["entry/000000000001", ["c", "d"]]]);
  expect(idsIn(put({ a: row("a", 5) }))).toEqual([["entry/000000000000", ["a", "b"]]]);
});

it("seals a bucket anew without what was deleted, and drops an empty one", () => {
  const { put } = begin();
  put({ a: row("a"), b: row("b") });
  expect(idsIn(put({ a: undefined }))).toEqual([["entry/000000000000", ["b"]]]);
  expect(idsIn(put({ b: undefined }))).toEqual([["entry/000000000000", undefined]]);
  expect(idsIn(put({ b: undefined }))).toEqual([]);
});

it("begins anew when everything is replaced", () => {
  const { put } = begin();
  put({ a: row("a", 70_000), b: row("b"), c: row("c") });
  expect(idsIn(put({ c: row("c") }, true))).toEqual([
    ["entry/000000000000", ["c"]],
    ["entry/000000000001", undefined],
  ]);
});
