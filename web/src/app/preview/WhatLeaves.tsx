import { t } from "@lingui/core/macro";
import { Eye } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/ui/Button";

const PreviewDialog = lazy(() => import("./PreviewDialog").then((module) => ({ default: module.PreviewDialog })));

/** Opens what would leave the server of an entry. */
export function WhatLeaves({ entryId }: { entryId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="quiet" size="small" className="-ms-3 self-start text-start" onClick={() => setIsOpen(true)}>
        <Eye aria-hidden="true" className="size-4" />
        {t`What would leave this server`}
      </Button>
      {isOpen ? (
        <Suspense>
          <PreviewDialog entryId={entryId} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
