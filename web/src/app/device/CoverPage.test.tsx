import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Page } from "@/ui/Page";
import { beforeLeaving } from "../leaving";
import { CoverPage } from "./CoverPage";

it("gives the window its title, though there is a page beneath it", () => {
  render(<Page title="Write">{null}</Page>);
  expect(document.title).toBe("Write, Hearken");
  render(<CoverPage />);
  expect(document.title).toBe("Locked, Hearken");
});

it("has the browser ask before words go that stand on the cover alone", () => {
  const stop = beforeLeaving({ save: async () => undefined, words: () => "too many", setAside: async () => undefined });
  render(<CoverPage />);
  // Back has left the page on which they were written.
  stop();
  const closing = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
});
