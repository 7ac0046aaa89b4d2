import { describe, expect, it } from "vitest";
import type { EntryRow } from "@/sync/rows";
import { Changes } from "./changes";

const opened = {
  id: "e",
  text: "text",
  title: "title",
  mood: 4,
  tags: ["us"],
  written_at: "2026-11-20T10:00:00Z",
  status: "published",
} as EntryRow;
const words = { text: "text", title: "title" };

describe("taking back", () => {
  it("gives the choices made here, and makes them again", () => {
    const changes = new Changes(opened);
    changes.chose({ mood: 1, written_at: "2026-11-19T10:00:00.000Z" });
    changes.seen({ ...opened, mood: 1, written_at: "2026-11-19T10:00:00Z" });
    expect(changes.takeBack(words)).toEqual({ ...words, mood: 4, written_at: opened.written_at });
    expect(changes.makeAgain()).toEqual({ ...words, mood: 1, written_at: "2026-11-19T10:00:00Z" });
  });

  it("leaves alone what was chosen elsewhere, after a choice made here or without one", () => {
    const changes = new Changes(opened);
    changes.chose({ tags: ["us", "mine"], mood: 1 });
    changes.seen({ ...opened, tags: ["us", "mine", "elsewhere"], mood: 1, private: true });
    expect(changes.takeBack(words)).toEqual({ ...words, mood: 4 });
  });

  it("goes back to what was chosen elsewhere before the choice made here", () => {
    const changes = new Changes(opened);
    changes.seen({ ...opened, mood: 5 });
    changes.chose({ mood: 1 });
    expect(changes.takeBack(words)).toEqual({ ...words, mood: 5 });
  });
});
