import { type Clock, type Random, systemClock, systemRandom } from "./environment";

/**
 * A UUIDv7: 48 bits of time, then random bits, so that ids sort by the moment they were made.
 * `crypto.randomUUID` is not used: it is missing on plain-http addresses of a home network.
 */
export function newId(clock: Clock = systemClock, random: Random = systemRandom): string {
  const bytes = random.bytes(16);
  let time = clock.now();
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
