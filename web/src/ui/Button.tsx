import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./buttonClass";

type Props = ComponentProps<"button"> &
  ButtonLook & { /** Work is under way: a further press does nothing. */ pending?: boolean };

/** A button. A link that looks like one takes {@link buttonClass}. */
export function Button({ look, size, pending = false, className, type = "button", onClick, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={pending || rest["aria-disabled"]}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={buttonClass({ look, size }, className)}
    />
  );
}
