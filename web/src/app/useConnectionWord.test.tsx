import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Connection } from "@/sync/connection";
import { useConnection, useIsRefused, useSyncReady } from "@/sync/react";
import { unsentWords } from "./unsentWords";
import { useShownConnection } from "./useConnectionWord";

vi.mock(import("@/sync/react"), { spy: true });

const shown = (state: Connection["state"], isRefused: boolean) => {
  vi.mocked(useSyncReady).mockReturnValue(true);
  vi.mocked(useConnection).mockReturnValue({ state, pending: 0, since: 0, kept: false });
  vi.mocked(useIsRefused).mockReturnValue(isRefused);
  return renderHook(useShownConnection).result.current.word;
};

it("is not up to date while something was refused or is being written, and says so when nothing worse is to be said", () => {
  expect(shown("up_to_date", false)).toBe("Up to date");
  expect(shown("up_to_date", true)).toBe("Not all accepted");
  expect(shown("offline", true)).toBe("Offline");
  unsentWords.set(true);
  expect(shown("up_to_date", true)).toBe("Not all sent yet");
  unsentWords.set(false);
});
