import * as v from "valibot";

const KEY = "hearken.device";

/** What a user has answered to whether this browser is their own device. */
const answer = v.object({
  user: v.string(),
  /** Nothing, if they have not answered yet. */
  own: v.optional(v.boolean()),
  /** There is a lock, which falls shut after so many minutes out of sight. */
  minutes: v.optional(v.number()),
  /** What opens that lock; a PIN, if it is not said. */
  lock: v.optional(v.picklist(["pin", "passkey"])),
  /** They are signing out: what is kept for them is to go, at the next start if not now. */
  leaving: v.optional(v.literal(true)),
});

const answers = v.array(answer);

export type Answer = v.InferOutput<typeof answer>;
export type LockKind = NonNullable<Answer["lock"]>;

/** What opens the lock, and after how many minutes out of sight it falls shut. */
export type LockChoice = { kind: LockKind; minutes: number };

export function lockIn({ minutes, lock: kind = "pin" }: Answer): LockChoice | undefined {
  return minutes === undefined ? undefined : { kind, minutes };
}

/** What `user` has answered in this browser; without a user, whoever was here last. */
export function readAnswer(user?: string): Answer | undefined {
  return readAll().find((it) => user === undefined || it.user === user);
}

/** Keeps it beside those of others: what is sealed for them waits here until they come back. */
export function noteAnswer(given: Answer): void {
  write([given, ...readAll().filter(({ user }) => user !== given.user)]);
}

/** Those who were signing out when their tab ended. */
export function leavingUsers(): string[] {
  return readAll().flatMap(({ user, leaving }) => (leaving ? user : []));
}

export function dropAnswer(user: string): void {
  write(readAll().filter((it) => it.user !== user));
}

/** Tells of answers given in other tabs. */
export function onAnswer(listener: () => void): void {
  window.addEventListener("storage", ({ key }) => key === KEY && listener());
}

/** The answers in this browser's local storage, the last one first; where that is switched off, there are none. */
function readAll(): Answer[] {
  try {
    const parsed = v.safeParse(answers, JSON.parse(localStorage.getItem(KEY) ?? ""));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}

function write(all: readonly Answer[]): void {
  try {
    if (all.length > 0) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {
    // Then it is asked again with the next page.
  }
}
