/** Stands between browser and server, and can make the app look like a newer version of itself. */

import { createServer, type Server as HttpServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

export class Release {
  #version = 1;
  readonly #home: URL;
  readonly #http: HttpServer;
  readonly #sockets = new Set<Duplex>();

  private constructor(home: string) {
    this.#home = new URL(home);
    this.#http = createServer((asked, answer) => this.#pass(asked, answer));
    this.#http.on("upgrade", (asked, socket: Socket, head) => this.#join(asked, socket, head));
  }

  /** Answers in the place of the server at `home`. */
  static async of(home: string): Promise<Release> {
    const release = new Release(home);
    await new Promise<void>((listening) => release.#http.listen(0, "127.0.0.1", listening));
    return release;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** From now on the app is a newer one. */
  next(): void {
    this.#version += 1;
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#http.closeAllConnections();
    await new Promise((closed) => this.#http.close(closed));
  }

  /** The worker is what a browser looks at to find out whether there is a newer app. */
  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const isWorker = asked.url === "/sw.js";
    const headers = this.#headersOf(asked);
    if (isWorker) {
      headers["accept-encoding"] = "identity";
      delete headers["if-none-match"];
    }
    const { hostname: host, port } = this.#home;
    const passed = request({ host, port, path: asked.url, method: asked.method, headers }, (given) => {
      const { "content-length": _, ...rest } = given.headers;
      answer.writeHead(given.statusCode ?? 502, isWorker ? rest : given.headers);
      given.pipe(answer, { end: !isWorker });
      if (isWorker) given.on("end", () => answer.end(`\n// release ${this.#version}\n`));
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }

  #join(asked: IncomingMessage, socket: Socket, head: Buffer): void {
    const { hostname: host, port } = this.#home;
    const server = connect({ host, port: Number(port) }, () => {
      const headers = Object.entries(this.#headersOf(asked)).map(([name, value]) => `${name}: ${value}`);
      server.write(`${[`${asked.method} ${asked.url} HTTP/1.1`, ...headers].join("\r\n")}\r\n\r\n`);
      server.write(head);
      server.pipe(socket).pipe(server);
    });
    for (const end of [socket, server]) {
      this.#sockets.add(end);
      end.on("error", () => undefined);
    }
  }

  /** As if the browser had asked the server itself. */
  #headersOf({ headers }: IncomingMessage): IncomingMessage["headers"] {
    const { host: _, ...kept } = headers;
    return { host: this.#home.host, ...kept, ...(headers.origin ? { origin: this.#home.origin } : {}) };
  }
}
