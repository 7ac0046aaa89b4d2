import { describe, expect, it } from "vitest";
import { connectionWord } from "./connectionWord";

describe("connectionWord", () => {
  it("says how many changes exist only here", () => {
    expect(connectionWord({ state: "offline", pending: 0 })).toBe("Offline");
    expect(connectionWord({ state: "offline", pending: 1 })).toBe("Offline, 1 change only in this tab");
    expect(connectionWord({ state: "offline", pending: 3 })).toBe("Offline, 3 changes only in this tab");
    expect(connectionWord({ state: "sending", pending: 2 })).toBe("Sending 2");
  });
});
