import { type FormEvent, useState } from "react";
import { flushSync } from "react-dom";

type Submission = { pending: boolean; error?: unknown };

/**
 * Runs `work` when a form is submitted, once at a time. A failure is kept as `error`, and the focus goes to the first
 * field that is wrong; what was typed stays.
 */
export function useSubmit(work: (data: FormData) => Promise<void> | void) {
  const [state, setState] = useState<Submission>({ pending: false });

  async function run(form: HTMLFormElement): Promise<void> {
    setState({ pending: true });
    try {
      await work(new FormData(form));
      setState({ pending: false });
    } catch (error) {
      flushSync(() => setState({ pending: false, error }));
      form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!state.pending) void run(event.currentTarget);
  }

  return { ...state, onSubmit };
}

/** The text of a field of a form. */
export function field(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
