import { render, renderHook, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { unread } from "@/sync/mutators";
import type { Entry } from "@/sync/react";
import type { AnalysisRow, Evidence } from "@/sync/rows";
import { EntryText } from "./EntryText";
import { FindingRows } from "./FindingRows";
import { allFindings } from "./findings";
import { PassageList } from "./PassageList";
import { useMarks } from "./useMarks";

const TEXT = "We talked 🙂 about money and I felt heard. Then rent, debts and tea. She was kind.";
const entry = { id: "e", text: TEXT } as Entry;

function at(kind: string, label: string, quote: string, strength = 1): Evidence {
  const start = [...TEXT.slice(0, TEXT.indexOf(quote))].length;
  return { kind, label, quote, start, end: start + [...quote].length, polarity: null, strength };
}

const analysis: AnalysisRow = {
  ...unread("e"),
  emotions: ["gratitude"],
  themes: ["money", "work", "chores"],
  evidence: [
    at("theme", "money", "about money", 0.9),
    at("emotion", "gratitude", "I felt heard", 0.8),
    at("theme", "money", "rent", 0.5),
    at("theme", "work", "debts", 0.6),
    at("theme", "chores", "tea", 0.4),
    at("emotion", "gratitude", "kind", 0.7),
  ],
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
        <FindingRows findings={allFindings(analysis, marks.evidence, [])} marks={marks} />
        <PassageList marks={marks} />
      </aside>
    </>
  );
}

const marked = () => screen.queryAllByRole("mark").map((mark) => mark.textContent);
const scrolledTo = () => vi.mocked(Element.prototype.scrollIntoView).mock.contexts.at(-1) as Element | undefined;

it("marks the strongest words of each kind, says for what, and changes none of them", () => {
  render(<Reading />);
  expect(screen.getByRole("main")).toHaveTextContent(TEXT);
  expect(marked()).toEqual(["about money", "I felt heard", "debts"]);
  expect(within(screen.getByRole("main")).getByText("I felt heard")).toHaveAttribute(
    "aria-description",
    "Found here: Gratitude",
  );
});

it("marks everything when asked to, and lets go of it again", async () => {
  const user = userEvent.setup();
  render(<Reading />);
  await user.click(screen.getByRole("button", { name: "Mark all 6 places in the text" }));
  expect(marked()).toEqual(["about money", "I felt heard", "rent", "debts", "tea", "kind"]);
  await user.click(screen.getByRole("button", { name: "Mark only what is strongest" }));
  expect(marked()).toEqual(["about money", "I felt heard", "debts"]);
});

it("switches marks off by kind", async () => {
  const user = userEvent.setup();
  render(<Reading />);
  await user.click(screen.getByRole("checkbox", { name: "About", checked: true }));
  expect(marked()).toEqual(["I felt heard"]);
  expect(screen.getByRole("main")).toHaveTextContent(TEXT);
});

it("shows all the words of a finding, also those that are not marked by themselves", async () => {
  const user = userEvent.setup();
  render(<Reading />);
  await user.click(screen.getByRole("button", { name: "Money" }));
  expect(screen.getByRole("button", { name: "Money", pressed: true })).toBeVisible();
  expect(marked()).toEqual(["about money", "I felt heard", "rent", "debts"]);
  await waitFor(() => expect(scrolledTo()).toHaveTextContent("about money"));
});

it("quotes each passage once, with everything found in it", () => {
  render(<Reading />);
  const passages = screen.getAllByRole("button", { name: /“/ }).map((it) => it.textContent);
  expect(passages).toEqual([
    "“We talked 🙂 about money and I felt heard.”Gratitude · Money",
    "“Then rent, debts and tea.”Money · Work · Chores",
    "“She was kind.”Gratitude",
  ]);
});

it("leads from a passage to its words and from the words to their passage", async () => {
  const user = userEvent.setup();
  render(<Reading />);
  await user.click(screen.getByRole("button", { name: /“She was kind.”/ }));
  expect(marked()).toContain("kind");
  await waitFor(() => expect(scrolledTo()).toHaveTextContent("kind"));
  await user.click(within(screen.getByRole("main")).getByText("I felt heard"));
  const passage = screen.getByRole("button", { name: /“We talked/, pressed: true });
  await waitFor(() => expect(scrolledTo()).toBe(passage));
  expect(marked()).not.toContain("kind");
});

const LONG = `${TEXT} One tea. Two tea. Three tea.`;

const longer: AnalysisRow = {
  ...analysis,
  evidence: [
    ...analysis.evidence,
    ...["One tea", "Two tea", "Three tea"].map((quote) => {
      const start = [...LONG.slice(0, LONG.indexOf(quote))].length;
      return { ...at("theme", "chores", "tea", 0.1), quote, start, end: start + quote.length };
    }),
  ],
};

function Passages() {
  const marks = useMarks({ ...entry, text: LONG }, longer);
  return (
    <>
      <main>
        <EntryText marks={marks} />
      </main>
      <FindingRows findings={allFindings(longer, marks.evidence, [])} marks={marks} />
      <PassageList marks={marks} />
    </>
  );
}

it("shows more passages when asked to, and puts the focus on the first of them", async () => {
  const user = userEvent.setup();
  render(<Passages />);
  expect(screen.queryByRole("button", { name: /Two tea/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Show 2 more" }));
  expect(screen.getByRole("button", { name: /Two tea/ })).toHaveFocus();
  expect(screen.getByRole("button", { name: /Three tea/ })).toBeVisible();
});

it("keeps the list open that was opened for one passage, so that its button does not go away under the focus", async () => {
  const user = userEvent.setup();
  render(<Passages />);
  await user.click(screen.getByRole("button", { name: /^Mark all/ }));
  await user.click(within(screen.getByRole("main")).getByText("Two tea"));
  const passage = screen.getByRole("button", { name: /“Two tea/, pressed: true });
  await user.click(passage);
  expect(screen.getByRole("button", { name: /“Two tea/, pressed: false })).toBe(passage);
  expect(passage).toHaveFocus();
});

it("tells two people of one name apart", () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
  const people = ["1", "2"].map((id) => ({ id, name: "Sam", relationship: "friend" as const, notes: "" }));
  const both = { ...analysis, evidence: [at("person", "1", "She"), at("person", "2", "We")] };
  const { result } = renderHook(() => useMarks(entry, both));
  const marks = result.current;
  render(<FindingRows findings={allFindings(both, marks.evidence, people)} marks={marks} />);
  expect(screen.getAllByRole("button", { name: "Sam" })).toHaveLength(2);
  expect(complaint).not.toHaveBeenCalled();
});
