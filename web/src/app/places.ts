import { t } from "@lingui/core/macro";
import { BookOpen, ChartLine, type LucideIcon, Settings, Sun, Users } from "lucide-react";

export type Place = { to: "/" | "/journal" | "/people" | "/insights" | "/settings"; label: string; Icon: LucideIcon };

/** The places of the app, in the order of both navigations. */
export function places(): { main: Place[]; settings: Place } {
  return {
    main: [
      { to: "/", label: t`Today`, Icon: Sun },
      { to: "/journal", label: t`Journal`, Icon: BookOpen },
      { to: "/people", label: t`People`, Icon: Users },
      { to: "/insights", label: t`Insights`, Icon: ChartLine },
    ],
    settings: { to: "/settings", label: t`Settings`, Icon: Settings },
  };
}
