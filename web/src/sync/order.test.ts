import { expect, it } from "vitest";
import { NewestFirst } from "./order";
import { SeededRandom } from "./testing/clock";
import type { Entry } from "./view";

const at = (id: string, minute: number) => ({ id, written_at: new Date(minute * 60_000).toISOString() }) as Entry;

it("keeps the order through any changes, and is the same list while nothing has changed", () => {
  const random = new SeededRandom(7);
  const order = new NewestFirst<Entry>();
  const entries = new Map<string, Entry>();
  const list = () => order.update((id) => entries.get(id));
  for (let round = 0; round < 300; round += 1) {
    const many = random.chance(0.1) ? 80 : 1 + random.below(3);
    for (let count = 0; count < many; count += 1) {
      const id = `e${random.below(120)}`;
      if (random.chance(0.3)) entries.delete(id);
      else entries.set(id, at(id, random.below(40)));
      order.touch(id);
    }
    const expected = [...entries.values()].sort(
      (a, b) => Date.parse(b.written_at) - Date.parse(a.written_at) || (a.id < b.id ? 1 : -1),
    );
    expect(list().map((entry) => entry.id)).toEqual(expected.map((entry) => entry.id));
    const [some = "none"] = entries.keys();
    order.touch(some);
    expect(list()).toBe(list());
  }
});
