import { expect, it } from "vitest";
import { unread } from "@/sync/mutators";
import { secondReading } from "./secondReading";

const READ = {
  ...unread("e"),
  status: "fallback" as const,
  fallback_reason: "api_error" as string | null,
  queued_at: "2026-11-20T12:00:00Z",
  completed_at: "2026-11-20T12:00:00.5Z",
};

it("is wanted where a model could not read, and where nothing could", () => {
  expect(secondReading(READ)).toBe("wanted");
  const failed = { ...READ, status: "failed" as const, fallback_reason: null, error: "internal" };
  expect(secondReading(failed)).toBe("wanted");
});

it("is wanted where the limit of a day was reached", () => {
  expect(secondReading({ ...READ, fallback_reason: "daily_limit" })).toBe("wanted");
});

it.each(["no_provider", "consent_off", "private_entry", "crisis", null])(
  "is not where it is a choice: %s",
  (reason) => {
    expect(secondReading({ ...READ, fallback_reason: reason })).toBeUndefined();
  },
);

it("is in line once it was queued again, then under way, then done", () => {
  const queued = { ...READ, queued_at: "2026-11-20T12:00:00.51Z" };
  expect(secondReading(queued)).toBe("queued");
  expect(secondReading({ ...queued, status: "processing" })).toBe("processing");
  expect(secondReading({ ...queued, status: "queued" })).toBe("queued");
  expect(secondReading({ ...queued, status: "completed" })).toBeUndefined();
});

it("is none of an entry that is read for the first time", () => {
  expect(secondReading(unread("e"))).toBeUndefined();
});
