/** Watches a browser context for what must never happen: errors on the console, and requests to other sites. */

import type { BrowserContext, ConsoleMessage, Page } from "@playwright/test";

export class Watch {
  /** The only origin that may be asked for anything, as in `http://127.0.0.1:4747`. */
  readonly home: string;
  readonly #complaints: string[] = [];
  #mayBeUnreachable = false;

  constructor(home: string) {
    this.home = home;
  }

  /** Begins to watch; call it before the first page is opened. */
  attach(context: BrowserContext): void {
    context.on("request", (request) => this.#checkAddress(request.url()));
    context.on("console", (message) => this.#checkMessage(message));
    context.on("weberror", (error) => this.#complaints.push(`uncaught: ${error.error().message}`));
    context.on("page", (page) => this.#attachToPage(page));
  }

  /** From now on the server may be down, or without room on its disk, which Chromium reports as errors. */
  expectOutage(): void {
    this.#mayBeUnreachable = true;
  }

  /** What happened that must not, one line each. */
  get complaints(): readonly string[] {
    return this.#complaints;
  }

  #attachToPage(page: Page): void {
    page.on("websocket", (socket) => this.#checkAddress(socket.url()));
  }

  #checkAddress(address: string): void {
    const { protocol, host } = new URL(address);
    const isLocal = protocol === "data:" || protocol === "blob:";
    if (!isLocal && host !== new URL(this.home).host) this.#complaints.push(`request to another site: ${address}`);
  }

  #checkMessage(message: ConsoleMessage): void {
    if ((message.type() !== "error" && !isUncompiled(message)) || isRefusalByApi(message)) return;
    if (this.#mayBeUnreachable && isOutage(message)) return;
    this.#complaints.push(`console: ${message.text()} (${message.location().url})`);
  }
}

/** A text of the interface that the build should have taken apart: its plurals and places to fill would be shown as they are. */
function isUncompiled(message: ConsoleMessage): boolean {
  return message.text().startsWith("Uncompiled message detected");
}

/** Chromium reports every 4xx as an error. From our API that is an answer, which the app shows in its own words. */
function isRefusalByApi(message: ConsoleMessage): boolean {
  const { url } = message.location();
  return (
    message.text().startsWith("Failed to load resource: the server responded with a status of 4") &&
    URL.canParse(url) &&
    new URL(url).pathname.startsWith("/api/")
  );
}

function isOutage(message: ConsoleMessage): boolean {
  const unreachable =
    /^(WebSocket connection to .* failed|Failed to load resource: net::ERR_|TypeError: Failed to fetch dynamically)/;
  const full = "Failed to load resource: the server responded with a status of 507";
  return unreachable.test(message.text()) || message.text().startsWith(full);
}
