import { describe, expect, it } from "vitest";
import { parseFrame, UnknownFrame } from "./protocol";

describe("parseFrame", () => {
  const delta = { type: "delta", from: 0, to: 1, epoch: 1, last_mid: 0, more: false, results: [] };
  const person = { id: "p", name: "Sam", relationship: "friend", notes: "", birthday: "unknown to us" };

  it("keeps fields and kinds of rows that it does not know", () => {
    const rows = [
      { t: "person", id: "p", rev: 1, op: "put", d: person },
      { t: "weather", id: "w", rev: 2, op: "put", d: { rain: true } },
    ];
    expect(parseFrame({ ...delta, rows, more_to_come: 1 })).toMatchObject({ rows });
  });

  it("takes a deleted row without content", () => {
    const frame = parseFrame({ ...delta, rows: [{ t: "entry", id: "e", rev: 3, op: "del" }] });
    expect(frame).toMatchObject({ rows: [{ id: "e", op: "del", d: undefined }] });
  });

  it.each([
    { type: "sonnet" },
    { ...delta, rows: [{ t: "person", id: "p", rev: 1, op: "put", d: { ...person, relationship: "nemesis" } }] },
    { ...delta, rows: [], to: -1 },
    { type: "pushed", id: "1", last_mid: 1, seq: 1, results: [{ mid: 1, status: "maybe" }] },
  ])("refuses what does not fit: %o", (frame) => {
    expect(() => parseFrame(frame)).toThrow(UnknownFrame);
  });
});
