import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { mutate } from "@/sync";
import { usePeople } from "@/sync/react";
import type { PersonRow } from "@/sync/rows";
import { PeopleField } from "./PeopleField";

vi.mock(import("@/sync/react"), { spy: true });
vi.mock(import("@/sync"), { spy: true });

const person = (id: string, name: string): PersonRow => ({ id, name, relationship: "other", notes: "" });

beforeEach(() => {
  vi.mocked(usePeople).mockReturnValue([person("1", "Mum"), person("2", "Sam")]);
  vi.spyOn(mutate, "createPerson").mockResolvedValue("c.1");
});

function Field() {
  const [selected, setSelected] = useState<readonly string[]>([]);
  return <PeopleField selected={selected} onChange={setSelected} />;
}

it("adds someone by keyboard, and takes them off again", async () => {
  const user = userEvent.setup();
  render(<Field />);
  const field = screen.getByRole("combobox", { name: "People" });
  await user.click(field);
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Mum", "Sam"]);
  await user.keyboard("{ArrowDown}{ArrowDown}");
  const marked = screen.getByRole("option", { selected: true });
  expect(marked).toHaveTextContent("Sam");
  expect(field).toHaveAttribute("aria-activedescendant", marked.id);
  await user.keyboard("{Enter}");
  expect(field).toHaveValue("");
  expect(screen.queryByRole("listbox")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Remove Sam" }));
  expect(screen.queryByRole("button", { name: "Remove Sam" })).toBeNull();
});

it("adds someone new by typing the name", async () => {
  const user = userEvent.setup();
  render(<Field />);
  await user.type(screen.getByRole("combobox"), "Noor{Enter}");
  expect(mutate.createPerson).toHaveBeenCalledWith({ id: expect.any(String), name: "Noor" });
});

it("asks who someone new is, without being in the way, and takes an answer from the keyboard", async () => {
  vi.spyOn(mutate, "setPerson").mockResolvedValue("c.2");
  vi.mocked(mutate.createPerson).mockImplementation(async ({ id, name }) => {
    vi.mocked(usePeople).mockReturnValue([person(id, name)]);
    return "c.1";
  });
  const user = userEvent.setup();
  render(<Field />);
  await user.type(screen.getByRole("combobox"), "Noor{Enter}");
  expect(screen.getByRole("combobox")).toHaveFocus();
  const question = screen.getByRole("group", { name: "Who is Noor to you?" });
  expect(within(question).queryByRole("radio", { checked: true })).toBeNull();
  await user.tab();
  await user.keyboard(" {ArrowRight}{ArrowRight}");
  expect(within(question).getByRole("radio", { name: "Friend" })).toBeChecked();
  const id = vi.mocked(mutate.createPerson).mock.lastCall?.[0].id;
  expect(mutate.setPerson).toHaveBeenLastCalledWith({ id, relationship: "friend" });
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("group", { name: "Who is Noor to you?" })).toBeNull();
});

it("closes its list with Escape, and only then lets the key through", async () => {
  const user = userEvent.setup();
  const heard: boolean[] = [];
  render(
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what the field lets through
    <div onKeyDown={(event) => event.key === "Escape" && heard.push(event.defaultPrevented)}>
      <Field />
    </div>,
  );
  await user.click(screen.getByRole("combobox"));
  await user.keyboard("{Escape}{Escape}");
  expect(heard).toEqual([true, false]);
  expect(screen.queryByRole("listbox")).toBeNull();
});
