import type { ReactNode } from "react";
import { ToastRegion } from "@/ui/ToastRegion";
import { Wordmark } from "./Wordmark";

/** A page outside the frame: signing in, and what stands in its way. */
export function Plain({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-form flex-col justify-center px-4 py-10">
      <title>{`${title}, Hearken`}</title>
      <div className="mb-8">
        <Wordmark />
      </div>
      <h1 tabIndex={-1} className="mb-6 font-serif text-2xl text-balance">
        {title}
      </h1>
      {children}
      <ToastRegion />
    </main>
  );
}
