import { I18nProvider } from "@lingui/react";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { i18n, startI18n } from "@/i18n";
import { router } from "@/router";
import "@/styles/app.css";

startI18n();

const root = document.getElementById("root");
if (root) {
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
