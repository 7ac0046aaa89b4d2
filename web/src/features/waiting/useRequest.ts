import { useState } from "react";
import { describeError } from "@/api/problem";
import { toastStore } from "@/ui/toasts";

/** A request by a button: one at a time, and a failure is told. */
export function useRequest() {
  const [isSending, setIsSending] = useState(false);

  function send(request: () => Promise<unknown>): void {
    setIsSending(true);
    request()
      .catch((error: unknown) => toastStore.show({ kind: "problem", message: describeError(error) }))
      .finally(() => setIsSending(false));
  }
  return { isSending, send };
}
