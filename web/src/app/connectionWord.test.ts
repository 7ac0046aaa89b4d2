import { describe, expect, it } from "vitest";
import { connectionWord } from "./connectionWord";

describe("connectionWord", () => {
  it("says how many changes exist only here", () => {
    expect(connectionWord({ state: "offline", pending: 0, kept: false })).toBe("Offline");
    expect(connectionWord({ state: "offline", pending: 1, kept: false })).toBe("Offline, 1 change only in this tab");
    expect(connectionWord({ state: "offline", pending: 3, kept: false })).toBe("Offline, 3 changes only in this tab");
    expect(connectionWord({ state: "disk_full", pending: 0, kept: false })).toBe("The server's disk is full");
    expect(connectionWord({ state: "disk_full", pending: 1, kept: false })).toBe(
      "The server's disk is full, 1 change only in this tab",
    );
    expect(connectionWord({ state: "disk_full", pending: 3, kept: false })).toBe(
      "The server's disk is full, 3 changes only in this tab",
    );
    expect(connectionWord({ state: "sending", pending: 1, kept: false })).toBe("Sending 1 change");
    expect(connectionWord({ state: "sending", pending: 2, kept: false })).toBe("Sending 2 changes");
  });

  it("lets changes wait that are kept on this device", () => {
    expect(connectionWord({ state: "offline", pending: 2, kept: true })).toBe("Offline, 2 changes wait");
    expect(connectionWord({ state: "disk_full", pending: 1, kept: true })).toBe(
      "The server's disk is full, 1 change waits",
    );
  });

  it.each([
    ["reconnecting", "Reconnecting"],
    ["sign_in", "Sign in again"],
    ["too_old", "Reload for a newer version"],
  ] as const)("says of %s how many changes wait", (state, word) => {
    expect(connectionWord({ state, pending: 0, kept: false })).toBe(word);
    expect(connectionWord({ state, pending: 1, kept: false })).toBe(`${word}, 1 change waits`);
    expect(connectionWord({ state, pending: 2, kept: false })).toBe(`${word}, 2 changes wait`);
  });

  it("does not call the first connection another one", () => {
    expect(connectionWord({ state: "reconnecting", pending: 0, kept: false, first: true })).toBe("Connecting");
  });
});
