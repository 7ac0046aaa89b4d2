// A Babel plugin, to run with Lingui's: puts each English message into the code the way a catalogue holds it, taken apart into words and
// places to fill. So a text travels with the screen that shows it, English needs no catalogue, and no parser of messages is shipped.
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";

/** Lingui's macro leaves it before each descriptor of a message that it makes. */
const MARK = "i18n";

/** @typedef {{ key: { name?: string }, value: { type: string, value?: unknown } }} Property */
/** @typedef {{ leadingComments?: { value: string }[] | null, properties: Property[] }} Descriptor */
/** @typedef {{ node: Descriptor, buildCodeFrameError: (message: string) => Error }} Path */

/** @param {{ types: { valueToNode: (value: unknown) => Property["value"] } }} babel */
export function inlineMessages({ types }) {
  return {
    name: "inline-messages",
    visitor: {
      /** @param {Path} path */
      ObjectExpression(path) {
        if (!path.node.leadingComments?.some((comment) => comment.value === MARK)) return;
        const message = path.node.properties.find((property) => property.key.name === "message");
        // Visited twice where another plugin moved it: it is taken apart already.
        if (message?.value.type === "ArrayExpression") return;
        if (typeof message?.value.value !== "string") throw path.buildCodeFrameError("no English text to put in");
        message.value = types.valueToNode(compileMessageOrThrow(message.value.value));
      },
    },
  };
}
