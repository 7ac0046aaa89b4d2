import { createRootRoute, Outlet, redirect } from "@tanstack/react-router";

export const Route = createRootRoute({
  beforeLoad: ({ location }) => {
    if (!window.isSecureContext && location.pathname !== "/insecure") throw redirect({ to: "/insecure" });
  },
  component: Outlet,
});
