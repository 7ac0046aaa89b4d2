import { expect, it } from "vitest";
import { FIRST, fromLocalInput, LAST, toLocalInput } from "./localInput";

it("reads what it writes, and writes what another program has dated long ago", () => {
  for (const written of ["2026-01-09T07:05", FIRST, LAST]) {
    expect(toLocalInput(fromLocalInput(written) ?? "")).toBe(written);
  }
  expect(toLocalInput(new Date("0987-06-05T04:03"))).toBe("0987-06-05T04:03");
});

it("takes an emptied field, and what the server would refuse, for nothing", () => {
  for (const typed of ["", "9999-12-31T23:59", "12026-01-01T00:00", "0202-01-01T00:00"]) {
    expect(fromLocalInput(typed)).toBeUndefined();
  }
});
