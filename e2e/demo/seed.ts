/** Puts the made-up journal on a server, through its API. */

import { Api } from "../support/api";
import { ENTRIES, LENA, PEOPLE, type Someone } from "./journal";

const HOUR_MS = 3_600_000;

/** A time zone where it is evening now, as hours ahead of UTC: the hour in which people write. */
export function eveningZone(now = new Date()): { hoursAhead: number; timezoneId: string } {
  const hours = 21 - now.getUTCHours();
  // There is no zone that is more than 14 hours ahead: there it is the evening before.
  const hoursAhead = hours > 14 ? hours - 24 : hours;
  const sign = hoursAhead < 0 ? "+" : "-";
  return { hoursAhead, timezoneId: `Etc/GMT${sign}${Math.abs(hoursAhead)}` };
}

/** Lena's journal, as seen from a zone so many hours ahead of UTC. */
export async function seed(url: string, hoursAhead = 0): Promise<Api> {
  const api = await Api.register(url, LENA);
  const ids = new Map<Someone, string>();
  for (const someone of Object.keys(PEOPLE) as Someone[]) {
    ids.set(someone, (await api.createPerson(PEOPLE[someone])).id);
  }
  for (const { ago, hour, about = [], ...entry } of ENTRIES) {
    const people = about.flatMap((someone) => ids.get(someone) ?? []);
    await api.createEntry({ ...entry, people, written_at: momentOf(ago, hour, hoursAhead) });
  }
  await api.everythingIsRead();
  return api;
}

function momentOf(daysAgo: number, hour: number, hoursAhead: number): string {
  const local = new Date(Date.now() + hoursAhead * HOUR_MS);
  local.setUTCDate(local.getUTCDate() - daysAgo);
  local.setUTCHours(hour, (7 * daysAgo + 12) % 60, 0, 0);
  // What is yet to come cannot have been written.
  return new Date(Math.min(local.getTime() - hoursAhead * HOUR_MS, Date.now())).toISOString();
}
