import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { session } from "@/api";
import { Problem } from "@/api/problem";
import { CreateAccountForm } from "./CreateAccountForm";

beforeEach(() => {
  const refusal = new Problem("An invitation is needed.", { status: 403, code: "invite_needed" });
  vi.spyOn(session, "register").mockRejectedValue(refusal);
});

async function send(invite: string | undefined): Promise<void> {
  render(<CreateAccountForm invite={invite} onCreated={() => {}} />);
  await userEvent.type(screen.getByLabelText("Your name"), "Ada");
  await userEvent.type(screen.getByLabelText("E-mail"), "ada@mail.example");
  await userEvent.type(screen.getByLabelText("Password"), "a short sentence");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
}

it("says what is wrong with an invitation", async () => {
  await send("code");
  expect(screen.getByRole("alert")).toHaveTextContent("This invitation has been used, or has expired.");
});

it("speaks of no invitation where none was given: the server has come to need one", async () => {
  await send(undefined);
  expect(screen.getByRole("alert")).toHaveTextContent("This server now takes new accounts by invitation.");
});
