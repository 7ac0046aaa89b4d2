/** A message in a request, as its words stand there. */
export interface Said {
  readonly role: "instructions" | "you" | "model";
  readonly text: string;
}

/** What a message, a part of one, or a body may have. */
interface Json {
  readonly system?: unknown;
  readonly systemInstruction?: unknown;
  readonly messages?: unknown;
  readonly contents?: unknown;
  readonly content?: unknown;
  readonly parts?: unknown;
  readonly role?: unknown;
  readonly text?: unknown;
}

/**
 * The messages in the body of a request, in any of the formats that providers speak; none where it cannot be told. Words are
 * taken out of it, never changed.
 */
export function saidIn(sent: string): readonly Said[] {
  const body = parse(sent);
  if (!isObject(body)) return [];
  const instructions = [body.system, body.systemInstruction].flatMap((it) => textsIn(it));
  const messages = [body.messages, body.contents].flatMap((list) => (Array.isArray(list) ? list : []));
  const said = messages
    .filter(isObject)
    .flatMap((message) =>
      textsIn(message.content ?? message.parts).map((text) => ({ role: roleOf(message.role), text })),
    );
  return [...instructions.map((text) => ({ role: "instructions" as const, text })), ...said];
}

/** The body with its structure in sight. */
export function laidOut(sent: string): string {
  const body = parse(sent);
  return body === undefined ? sent : JSON.stringify(body, null, 2);
}

function parse(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Texts in a string, in `{ text }`, in `{ parts }`, or in a list of those. */
function textsIn(content: unknown): readonly string[] {
  if (typeof content === "string") return [content];
  if (Array.isArray(content)) return content.flatMap((part) => textsIn(part));
  if (!isObject(content)) return [];
  return typeof content.text === "string" ? [content.text] : textsIn(content.parts);
}

function roleOf(role: unknown): Said["role"] {
  if (role === "system" || role === "developer") return "instructions";
  return role === "assistant" || role === "model" ? "model" : "you";
}
