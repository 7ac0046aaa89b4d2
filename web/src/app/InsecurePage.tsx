import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Plain } from "./Plain";

/** Shown over plain http from another machine, where a browser withholds what a private journal needs. */
export function InsecurePage() {
  const secure = `https://${window.location.host}/`;
  return (
    <Plain title={t`This connection is not private`}>
      <div className="flex flex-col gap-4">
        <p>
          <Trans>
            The page came over plain http, so anyone on the network between this device and the server could read along.
            Browsers also refuse to keep you signed in this way. Nothing has been sent.
          </Trans>
        </p>
        <h2 className="font-medium">{t`What to do`}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          <li>
            <Trans>
              On the machine that runs Hearken, open <b>http://localhost:4747</b>. That never leaves the machine.
            </Trans>
          </li>
          <li>
            <Trans>
              From any other device, put a web server with a certificate in front of Hearken, such as Caddy or nginx,
              and open{" "}
              <a href={secure} className="underline">
                {secure}
              </a>
              .
            </Trans>
          </li>
        </ul>
      </div>
    </Plain>
  );
}
