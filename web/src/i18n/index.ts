/**
 * The language of the interface. It is set before the first render and changes only with a reload,
 * so `t` from `@lingui/core/macro` may be used anywhere that runs at or after render.
 */
import { i18n } from "@lingui/core";
import { messages } from "./en.po";

export { i18n };

export function startI18n(): void {
  i18n.load("en", messages);
  i18n.activate("en");
}
