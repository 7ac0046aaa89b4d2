import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { unread } from "@/sync/mutators";
import type { Entry } from "@/sync/react";
import type { AnalysisRow, Evidence } from "@/sync/rows";
import { EntryText } from "./EntryText";
import { FindingList } from "./FindingList";
import { findingsOf } from "./findings";
import { MarkToggles } from "./MarkToggles";
import { useMarks } from "./useMarks";

const TEXT = "We talked 🙂 about money and I felt heard.";
const entry = { id: "e", text: TEXT } as Entry;

function at(kind: string, label: string, quote: string): Evidence {
  const start = [...TEXT.slice(0, TEXT.indexOf(quote))].length;
  return { kind, label, quote, start, end: start + [...quote].length, polarity: null, strength: 1 };
}

const analysis: AnalysisRow = {
  ...unread("e"),
  emotions: ["gratitude"],
  themes: ["money"],
  evidence: [at("theme", "money", "about money"), at("emotion", "gratitude", "I felt heard")],
};

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  window.matchMedia = vi.fn().mockReturnValue({ matches: false });
});

function Reading() {
  const marks = useMarks(entry, analysis);
  return (
    <>
      <main>
        <EntryText marks={marks} />
      </main>
      <aside>
        <MarkToggles marks={marks} />
        <FindingList findings={findingsOf(analysis, "emotion", [])} marks={marks} />
      </aside>
    </>
  );
}

const marked = () => screen.queryAllByRole("mark").map((mark) => mark.textContent);

it("marks the words that findings rest on, says for what, and changes none of them", () => {
  render(<Reading />);
  expect(screen.getByRole("main")).toHaveTextContent(TEXT);
  expect(marked()).toEqual(["about money", "I felt heard"]);
  expect(within(screen.getByRole("main")).getByText("I felt heard")).toHaveAttribute(
    "aria-description",
    "Found here: Gratitude",
  );
});

it("switches marks off by kind", async () => {
  const user = userEvent.setup();
  render(<Reading />);
  await user.click(screen.getByRole("button", { name: "Themes", pressed: true }));
  expect(marked()).toEqual(["I felt heard"]);
  expect(screen.getByRole("main")).toHaveTextContent(TEXT);
});

it("brings the words of a finding into sight, and the finding of words", async () => {
  const user = userEvent.setup();
  render(<Reading />);
  await user.click(screen.getByRole("button", { name: "“I felt heard”" }));
  const [mark] = vi.mocked(Element.prototype.scrollIntoView).mock.contexts as Element[];
  expect(mark).toHaveTextContent("I felt heard");
  expect(screen.getByRole("button", { name: "“I felt heard”", pressed: true })).toBeVisible();
  await user.click(within(screen.getByRole("main")).getByText("I felt heard"));
  expect(screen.getByRole("button", { name: "“I felt heard”", pressed: false })).toBeVisible();
});
