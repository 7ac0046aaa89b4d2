/** Brings the detector onto the page, once; it is no part of the first page. */

import type { Crisis } from "./level";

export type Detect = (text: string) => Crisis;

let loading: Promise<Detect> | undefined;
let detect: Detect | undefined;

/** The detector, if it is here already. */
export const loadedDetector = (): Detect | undefined => detect;

export function loadDetector(): Promise<Detect> {
  loading ??= import(".").then(
    (module) => {
      detect = module.detect;
      return detect;
    },
    (error: unknown) => {
      // Whoever asks next tries again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
