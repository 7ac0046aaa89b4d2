/** A number as a part of a name: names of one kind sort as their numbers do. */
export function numbered(number: number): string {
  return String(number).padStart(12, "0");
}
