import { FIELDS, type Field, parseQuery, partsOf } from "@/search/query";

/** Words that look like a filter, of a kind that there is not. They are looked for as words. */
export interface Unknown {
  /** As typed: "is:draft". */
  typed: string;
  /** The search with the filter that was most likely meant. */
  meant?: { typed: string; q: string };
}

/** What filters of other programs are called here. */
const OTHER_NAMES: Record<string, Field | undefined> = {
  is: "status",
  state: "status",
  after: "from",
  since: "from",
  before: "to",
  until: "to",
  with: "person",
  who: "person",
  people: "person",
  name: "person",
  tags: "tag",
  label: "tag",
  feeling: "mood",
};

/** What in `q` looks like a filter and is none. An address ("https://…") and a time ("9:30") do not. */
export function unknownFilters(q: string): Unknown[] {
  return partsOf(q).flatMap(({ start, end, field, value, not, closed }) => {
    const [, name, wanted] = /^(\p{L}+):([^/].*)$/su.exec(value) ?? [];
    if (field || closed || name === undefined || wanted === undefined) return [];
    const typed = q.slice(start, end);
    const other = OTHER_NAMES[name.toLowerCase()];
    const meant = `${not ? "-" : ""}${other}:${wanted}`;
    if (!other || parseQuery(meant).misread.length > 0) return [{ typed }];
    return [{ typed, meant: { typed: meant, q: q.slice(0, start) + meant + q.slice(end) } }];
  });
}

/** The filters that there are, as they are typed. */
export const KNOWN_FILTERS = FIELDS.map((field) => `${field}:`).join(" ");
