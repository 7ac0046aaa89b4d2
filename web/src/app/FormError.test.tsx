import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { Problem, Unreachable } from "@/api/problem";
import { useSubmit } from "@/lib/useSubmit";
import { TextField } from "@/ui/TextField";
import { FormError, fieldError } from "./FormError";

const problem = (fields: Record<string, string>) =>
  new Problem("The input is not valid", { status: 422, code: "validation", fields });

function Form({ error: thrown }: { error: Error }) {
  const { error, onSubmit } = useSubmit(() => Promise.reject(thrown));
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormError error={error} fields={["name", "email"]} />
      <TextField label="Name" name="name" error={fieldError(error, "name")} />
      <TextField label="E-mail" name="email" error={fieldError(error, "email")} />
      <button type="submit">Send</button>
    </form>
  );
}

async function send(error: Error): Promise<void> {
  render(<Form error={error} />);
  await userEvent.click(screen.getByRole("button"));
}

describe("a refused form", () => {
  it("says all that is wrong at once, each at its field, with the focus on the first", async () => {
    await send(problem({ email: "Must not be empty.", name: "Is too long." }));
    expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Is too long.");
    expect(screen.getByLabelText("E-mail")).toHaveAccessibleDescription("Must not be empty.");
    expect(screen.getByLabelText("Name")).toHaveFocus();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says over the form what is about no field of it, also beside what is", async () => {
    await send(problem({ name: "Is too long.", invite: "Has been used." }));
    expect(screen.getByRole("alert")).toHaveTextContent("invite: Has been used.");
    expect(screen.getByLabelText("Name")).toBeInvalid();
  });

  it("says what happened when nothing is said about fields", async () => {
    await send(new Unreachable("cable"));
    expect(screen.getByRole("alert")).toHaveTextContent("The server is out of reach.");
    expect(screen.getByLabelText("Name")).toBeValid();
  });
});
