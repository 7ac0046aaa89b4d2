import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { TagInput } from "./TagInput";

function Tags({ initial = [], max = 10 }: { initial?: string[]; max?: number }) {
  const [tags, setTags] = useState(initial);
  return <TagInput label="Tags" tags={tags} onChange={setTags} max={max} />;
}

const shown = () => screen.queryAllByRole("listitem").map((item) => item.textContent);

describe("TagInput", () => {
  it("adds with Enter, a comma, or by leaving the field, each word once", async () => {
    render(<Tags />);
    await userEvent.type(screen.getByLabelText("Tags"), " money {Enter}Money{Enter}choir,walk");
    await userEvent.tab();
    expect(shown()).toEqual(["money", "choir", "walk"]);
  });

  it("parts what arrives in one piece: from a phone's keyboard, or pasted", async () => {
    render(<Tags />);
    const field = screen.getByLabelText("Tags");
    fireEvent.change(field, { target: { value: "harbour, sea" } });
    expect(shown()).toEqual(["harbour", "sea"]);
    await userEvent.click(field);
    await userEvent.paste("choir\nwalk; Sea,, evening");
    expect(shown()).toEqual(["harbour", "sea", "choir", "walk", "evening"]);
    expect(field).toHaveValue("");
  });

  it("leaves words alone while they are composed, and takes them when they are done", () => {
    render(<Tags />);
    const field = screen.getByLabelText("Tags");
    fireEvent.compositionStart(field);
    fireEvent.input(field, { target: { value: "うみ、そら" }, isComposing: true });
    fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    expect(shown()).toEqual([]);
    expect(field).toHaveValue("うみ、そら");
    fireEvent.compositionEnd(field);
    // As Safari has it.
    fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
    expect(shown()).toEqual(["うみ", "そら"]);
    fireEvent.input(field, { target: { value: "かぜ" } });
    fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
    expect(shown()).toEqual(["うみ", "そら"]);
    fireEvent.keyDown(field, { key: "Enter" });
    expect(shown()).toEqual(["うみ", "そら", "かぜ"]);
  });

  it("leaves in the field what there is no room for", async () => {
    render(<Tags initial={["a"]} max={2} />);
    await userEvent.click(screen.getByLabelText("Tags"));
    await userEvent.paste("b, c, d");
    expect(shown()).toEqual(["a", "b"]);
    expect(screen.getByLabelText("Tags")).toHaveValue("c, d");
    expect(screen.getByText("2 tags are the most.")).toBeVisible();
  });

  it("takes off the last one with Backspace, and any one by its button", async () => {
    render(<Tags initial={["a", "b", "c"]} />);
    await userEvent.type(screen.getByLabelText("Tags"), "{Backspace}");
    await userEvent.click(screen.getByRole("button", { name: "Remove a" }));
    expect(shown()).toEqual(["b"]);
  });

  it("says when there is no room for more", () => {
    render(<Tags initial={["a", "b"]} max={2} />);
    expect(screen.getByLabelText("Tags")).toBeDisabled();
    expect(screen.getByText("2 tags are the most.")).toBeVisible();
  });
});
