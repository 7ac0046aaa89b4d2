import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { addLocalModel, findLocalModels, tryLocalModel } from "@/api/localModels";
import { i18n } from "@/i18n";
import LocalModels from "./LocalModels";
import { secondsSentence } from "./secondsSentence";

const Words = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;

vi.mock(import("@/api/localModels"));

const SMALL = { port: 11434, model: "small" };
const LARGE = { port: 8080, model: "large" };
const onAdded = vi.fn(async () => undefined);

beforeEach(() => {
  vi.clearAllMocks();
  render(<LocalModels onAdded={onAdded} />, { wrapper: Words });
});

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

it("looks only when asked to, and says where when there is none", async () => {
  expect(findLocalModels).not.toHaveBeenCalled();
  vi.mocked(findLocalModels).mockResolvedValue([]);
  await press("Look for one on this machine");
  expect(await screen.findByText(/^None was found\. Ollama, llama\.cpp and vLLM/)).toBeVisible();
});

it("adds the chosen one after it has read something", async () => {
  vi.mocked(findLocalModels).mockResolvedValue([SMALL, LARGE]);
  vi.mocked(tryLocalModel).mockResolvedValue({ seconds: 4.2, cause: null });
  vi.mocked(addLocalModel).mockResolvedValue();
  await press("Look for one on this machine");
  expect(await screen.findByRole("radio", { name: "small" })).toBeChecked();
  await userEvent.click(screen.getByRole("radio", { name: "large" }));
  expect(screen.queryByRole("button", { name: "Add it" })).toBeNull();
  await press("Try how fast it reads");
  expect(await screen.findByText("It read an entry in about 4 seconds.")).toBeVisible();
  await press("Add it");
  expect(addLocalModel).toHaveBeenCalledWith(LARGE);
  expect(onAdded).toHaveBeenCalledOnce();
});

it("does not offer one that cannot read", async () => {
  vi.mocked(findLocalModels).mockResolvedValue([SMALL]);
  vi.mocked(tryLocalModel).mockResolvedValue({ seconds: null, cause: "api_timeout" });
  await press("Look for one on this machine");
  await press("Try how fast it reads");
  expect(await screen.findByText(/it did not answer in time\. Another model may do\.$/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Add it" })).toBeNull();
});

it.each([
  [0.3, "It read an entry in less than a second."],
  [1.2, "It read an entry in about 1 second."],
  [17, /about 17 seconds\. That is slow, but nobody has to wait for it/],
])("says %d seconds in words", (seconds, words) => {
  expect(secondsSentence(seconds)).toMatch(words);
});
