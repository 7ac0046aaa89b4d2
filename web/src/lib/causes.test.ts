import { expect, it } from "vitest";
import { causeWord, failureWord } from "./causes";

it.each([
  ["api_timeout", "did not answer in time"],
  ["http_401", "did not accept the key"],
  ["http_503", "answered with the error 503"],
  ["circuit_open", "was being left alone, because it had failed repeatedly"],
  ["busy", "had its hands full"],
  ["daily_limit", "was not asked, because today's limit of your server was reached"],
  ["of a newer server", "failed"],
])("says what %s is", (cause, words) => {
  expect(causeWord(cause)).toBe(words);
});

it("has words for a failure it does not know", () => {
  expect(failureWord("meteor")).toBe("something went wrong on the server");
});
