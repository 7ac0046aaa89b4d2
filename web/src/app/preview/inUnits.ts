type Place = { start: number; end: number };

/** Places in code points as places in UTF-16 units of `text`; both from left to right. */
export function inUnits(text: string, places: readonly Place[]): Place[] {
  let points = 0;
  let units = 0;
  function unitAt(point: number): number {
    while (points < point && units < text.length) {
      units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
      points += 1;
    }
    return units;
  }
  return places.map(({ start, end }) => ({ start: unitAt(start), end: unitAt(end) }));
}
