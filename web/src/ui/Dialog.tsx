import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { cx } from "@/lib/cx";
import { buttonClass } from "./buttonClass";

type Props = {
  title: string;
  open: boolean;
  onClose: () => void;
  /** `alertdialog` for a question that must be answered; a press outside then closes nothing. */
  role?: "dialog" | "alertdialog";
  /** `sheet`: from the bottom edge on a phone, at the end of the page on a wide screen. */
  shape?: "box" | "sheet";
  children: ReactNode;
  /** Buttons under the content, the one that goes on last. */
  actions?: ReactNode;
};

const PLACE = {
  box: "items-end tablet:items-center justify-center tablet:p-4",
  sheet: "items-end tablet:items-stretch justify-center tablet:justify-end",
};

const SHAPE = {
  box: "w-full max-w-form rounded-t-card tablet:rounded-card max-h-[85dvh]",
  sheet: "w-full max-w-form rounded-t-card tablet:rounded-none tablet:rounded-s-card max-h-[85dvh] tablet:max-h-none",
};

/** A window over the page that keeps the focus until it is closed. */
export function Dialog({ title, open, onClose, role = "dialog", shape = "box", children, actions }: Props) {
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable={role === "dialog"}
      className={cx("fixed inset-0 z-40 flex bg-scrim data-entering:animate-fade-in", PLACE[shape])}
    >
      <Modal
        className={cx(
          "flex flex-col overflow-hidden bg-surface shadow-overlay data-entering:animate-rise",
          SHAPE[shape],
        )}
      >
        <AriaDialog role={role} className="flex min-h-0 flex-1 flex-col">
          <div className="flex items-start justify-between gap-3 px-4 pt-4 tablet:px-6 tablet:pt-5">
            <Heading slot="title" className="pt-1 font-serif text-xl">
              {title}
            </Heading>
            <AriaButton slot="close" aria-label={t`Close`} className={buttonClass({ look: "quiet", size: "icon" })}>
              <X aria-hidden="true" className="size-5" />
            </AriaButton>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 tablet:px-6">{children}</div>
          {actions ? (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] tablet:px-6">
              {actions}
            </div>
          ) : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
