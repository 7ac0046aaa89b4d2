/** A database of one test, in a PostgreSQL cluster that somebody else has started. */

import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Names any database of the cluster; `cargo xtask e2e` sets it. */
export const CLUSTER: string | undefined = process.env.HEARKEN_TEST_POSTGRES_URL;

/** Lends `use` the address of an empty database, which is gone afterwards. */
export async function withDatabase(cluster: string, use: (url: string) => Promise<void>): Promise<void> {
  const name = `e2e_${randomUUID().replaceAll("-", "")}`;
  await run("psql", [cluster, "--quiet", "--command", `create database ${name}`]);
  try {
    const url = new URL(cluster);
    url.pathname = `/${name}`;
    await use(url.href);
  } finally {
    await run("psql", [cluster, "--quiet", "--command", `drop database ${name} with (force)`]);
  }
}
