import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass } from "@/ui/buttonClass";
import { Plain } from "./Plain";

export function NotFoundPage() {
  return (
    <Plain title={t`There is no such page`}>
      <p className="mb-6 text-ink-2">{t`The address may be old, or what was here has been deleted.`}</p>
      <Link to="/" className={buttonClass({ look: "primary" }, "self-start")}>
        {t`Go to Today`}
      </Link>
    </Plain>
  );
}
