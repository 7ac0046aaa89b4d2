/** Whether an entry is what the filters of a query ask for. */

import type { Condition } from "./query";
import { lineOf } from "./tokens";

/** What the filters look at. */
export interface Candidate {
  tags: readonly string[];
  /** Ids of everyone it is about, linked or named. */
  people: readonly string[];
  mood: number | null;
  status: "draft" | "published";
  /** The local day, as YYYY-MM-DD. */
  day: string;
}

/** The ids of the people that a name means: those called so or, if nobody is, those with a name that begins so. */
export type Names = (name: string) => readonly string[];

export function namesIn(people: readonly { id: string; name: string }[]): Names {
  return (name) => {
    const wanted = lineOf(name);
    if (wanted === "") return [];
    const called = people.filter((person) => lineOf(person.name) === wanted);
    const begins = people.filter((person) => lineOf(person.name).includes(wanted.trimEnd()));
    return (called.length > 0 ? called : begins).map(({ id }) => id);
  };
}

/** A test for entries: whether all `conditions` hold. */
export function fits(conditions: readonly Condition[], names: Names): (entry: Candidate) => boolean {
  const tests = conditions.map((condition) => {
    const holds = testOf(condition, names);
    return (entry: Candidate) => holds(entry) !== condition.not;
  });
  return (entry) => tests.every((holds) => holds(entry));
}

function testOf(condition: Condition, names: Names): (entry: Candidate) => boolean {
  switch (condition.field) {
    case "person": {
      const meant = names(condition.name);
      return ({ people }) => meant.some((id) => people.includes(id));
    }
    case "tag": {
      const wanted = lineOf(condition.name);
      return ({ tags }) => tags.some((tag) => tag === condition.name || (wanted !== "" && lineOf(tag) === wanted));
    }
    case "mood":
      return ({ mood }) => mood !== null && mood >= condition.least && mood <= condition.most;
    case "from":
      return ({ day }) => day >= condition.day;
    case "to":
      return ({ day }) => day <= condition.day;
    case "status":
      return ({ status }) => status === condition.status;
  }
}
