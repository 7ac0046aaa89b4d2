/** How the name of a version ends in which a text was merged with another one: with an `m`, and a sign of that one. */
const MERGED = /m[0-9a-f]*$/;

/** The name of the version as it was typed, before it was merged. */
export function asTyped(vid: string): string {
  return vid.replace(MERGED, "");
}
