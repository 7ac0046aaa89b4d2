/** Words that the server would not take as they are, such as too many, and that are not to be lost for that. */

import type { NewMutation, NotAccepted } from "./mutations";
import type { StoreTx } from "./store";

/** The code of a change that was never sent: it would be refused again. */
const UNSENDABLE = "unsendable";

/** Whether something that was not accepted was set aside: it was never sent, and is no version of anything. */
export const isAside = (reason: { readonly code: string } | undefined): boolean => reason?.code === UNSENDABLE;

/**
 * Puts a change among those that were not accepted, without sending it, in place of one that has its `id`. It takes no
 * number, so that is one that no mutation has; `detail` says why in words.
 */
export async function setAside(
  tx: StoreTx,
  mutation: NewMutation,
  made: Pick<NotAccepted, "id" | "at" | "detail">,
): Promise<void> {
  const others = (await tx.notAccepted()).filter(({ id }) => id !== made.id);
  await tx.setNotAccepted([...others, { ...mutation, ...made, code: UNSENDABLE }]);
}
