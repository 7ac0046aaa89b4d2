import { expect, it } from "vitest";
import { unread } from "@/sync/mutators";
import type { AnalysisRow } from "@/sync/rows";
import { countTelling } from "./telling";

const read = (entry_id: string, change: Partial<AnalysisRow>): AnalysisRow => ({ ...unread(entry_id), ...change });
const name = { kind: "person", label: "p", quote: "p", start: 0, end: 1, polarity: null, strength: 1 };

it("counts the entries in which more than a name was found", () => {
  const analyses = [
    read("tone", { sentiment_score: 0 }),
    read("theme", { themes: ["work"] }),
    read("style", { evidence: [{ ...name, kind: "style" }] }),
    read("name only", { evidence: [name] }),
    read("nothing", {}),
    read("deleted", { emotions: ["joy"] }),
  ];
  const entries = ["tone", "theme", "style", "name only", "nothing", "not read"].map((id) => ({ id }));
  expect(countTelling(entries, analyses)).toBe(3);
});
