import { I18nProvider } from "@lingui/react";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadPage } from "@/app/ahead";
import { isLocked } from "@/app/device/device";
import { i18n, startI18n } from "@/i18n";
import { router } from "@/router";
import "@/styles/app.css";

async function start(root: HTMLElement): Promise<void> {
  startI18n();
  if (isLocked()) {
    const { unlocked } = await import("@/app/device/LockPage");
    await unlocked(root);
  }
  loadPage(router);
  // The first page is ready when it replaces the one that came as HTML: nothing flashes in between.
  await router.load();
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <RouterProvider router={router} />
      </I18nProvider>
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) void start(root);
