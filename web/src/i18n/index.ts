/**
 * The language of the interface. It is set before the first render and changes only with a reload,
 * so `t` from `@lingui/core/macro` may be used anywhere that runs at or after render.
 *
 * English is in the code itself. Another language is a catalogue, loaded whole and before it is activated.
 */
import { i18n } from "@lingui/core";

export { i18n };

export function startI18n(): void {
  i18n.load("en", {});
  i18n.activate("en");
}
