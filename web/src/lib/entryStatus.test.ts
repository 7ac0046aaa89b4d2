import { describe, expect, it } from "vitest";
import type { AnalysisRow } from "@/sync/rows";
import { entryStatus } from "./entryStatus";

const published = { saving: "saved", status: "published", vid: "c.2" } as const;
const analysis = (status: AnalysisRow["status"], vid = "c.2") => ({ status, vid }) as AnalysisRow;

describe("entryStatus", () => {
  it("tells how far the reading of a finished entry is", () => {
    expect(entryStatus(published, analysis("queued"))).toBe("queued");
    expect(entryStatus(published, analysis("completed"))).toBe("completed");
  });

  it("marks a reading of an older text, but not one that is under way", () => {
    expect(entryStatus(published, analysis("fallback", "c.1"))).toBe("stale");
    expect(entryStatus(published, analysis("processing", "c.1"))).toBe("processing");
  });

  it("puts trouble with saving first", () => {
    expect(entryStatus({ ...published, saving: "rejected" }, analysis("completed"))).toBe("rejected");
  });

  it("says of a draft only what is not saved yet", () => {
    expect(entryStatus({ ...published, status: "draft" })).toBeUndefined();
    expect(entryStatus({ ...published, status: "draft", saving: "local" })).toBe("tab_only");
  });
});
