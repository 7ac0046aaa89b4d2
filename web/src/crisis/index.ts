/**
 * Looks for words of someone who may be in danger, with the server's own rules and cases (crates/domain, crisis): in the
 * browser, so that help is offered at once, without a connection, and whatever a server or a model thinks of it.
 *
 * The rules are not small: only `load.ts` imports this, when the page is there.
 */

import rulesText from "../../../crates/domain/lexicon/crisis/rules.txt?raw";
import weightsText from "../../../crates/domain/lexicon/crisis/weights.txt?raw";
import { find } from "./find";
import { type Crisis, NOTHING, together } from "./level";
import { readRules } from "./rules";
import { judge, readWeights } from "./weights";
import { readText } from "./words";

const rules = readRules(rulesText);
const weights = readWeights(weightsText);

export function detect(text: string): Crisis {
  const read = readText(text, rules);
  const found = find(read, rules);
  if (!weights) return found.reduce(together, NOTHING);
  const by = judge(read, found, weights);
  return together(by.rules, by.weights);
}
