import { render, screen } from "@testing-library/react";
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
