/** The words of a journal in memory, and which entries have those of a query. Knows nothing of where it runs. */

import { type Doc, docOf, patternOf, rankOf } from "./match";
import type { Term } from "./query";

/** What is searched of an entry. */
export interface Writing {
  id: string;
  title: string;
  text: string;
  /** Tags, and the names of the people it is about. */
  labels: readonly string[];
}

/** The entries that fit, in no order, and how far each is from the best hit (see {@link rankOf}). */
export interface Found {
  ids: string[];
  ranks: number[];
}

export class Index {
  private readonly docs = new Map<string, Doc>();

  put({ id, title, text, labels }: Writing): void {
    this.docs.set(id, docOf(title, text, labels));
  }

  drop(id: string): void {
    this.docs.delete(id);
  }

  find(terms: readonly Term[]): Found {
    const pattern = patternOf(terms);
    const found: Found = { ids: [], ranks: [] };
    for (const [id, doc] of this.docs) {
      const rank = rankOf(doc, pattern);
      if (rank === undefined) continue;
      found.ids.push(id);
      found.ranks.push(rank);
    }
    return found;
  }
}
