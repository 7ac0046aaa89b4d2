/** Listens to what pages tell the server when they connect. */

import type { BrowserContext } from "@playwright/test";

export type Hello = { client_id: string };

/** From now on notes the greeting of every socket that a page of this context opens. */
export function helloes(context: BrowserContext): readonly Hello[] {
  const seen: Hello[] = [];
  const follow = (page: {
    on(event: "websocket", listener: (socket: import("@playwright/test").WebSocket) => void): unknown;
  }) =>
    page.on("websocket", (socket) =>
      socket.on("framesent", ({ payload }) => {
        const frame = JSON.parse(String(payload)) as { type: string } & Hello;
        if (frame.type === "hello") seen.push({ client_id: frame.client_id });
      }),
    );
  for (const page of context.pages()) follow(page);
  context.on("page", follow);
  return seen;
}
