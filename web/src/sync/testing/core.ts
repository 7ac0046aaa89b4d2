import type { DeltaRow, Frame, PullFrame, PushFrame, SyncFrame } from "../protocol";

/** What happens to a server, apart from what it is asked. `compact`: old deletions are forgotten. */
export type Happening = "work" | "restart" | "back_up" | "restore" | "compact" | "epoch";

/** What is there when all is quiet. */
export interface End {
  /** Every row that was not deleted. */
  rows: readonly DeltaRow[];
  /** Every text that took effect, in that order. */
  written: readonly { client_id: string; mid: number; text: string }[];
}

/** The server behind the network of a schedule: one person's journal. */
export interface Core {
  /** The number of the last change, and the history it belongs to. */
  readonly seq: number;
  readonly epoch: number;
  push(request: PushFrame): Promise<Exclude<SyncFrame, Frame<"delta">>>;
  pull(request: Omit<PullFrame, "type">): Promise<Frame<"delta" | "reset">>;
  /** Begins to apply mutations and is killed before it is done. */
  abort(request: PushFrame): Promise<void>;
  /** Resolves to whether it did. Without a backup nothing is restored. */
  happen(what: Happening): Promise<boolean>;
  end(): Promise<End>;
}

/** A text that ends like this is refused. */
export const REFUSED_WORD = "refuse-me";
