import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { fetchRecoveryCodes, makeRecoveryCodes, type RecoveryCodes as State } from "@/api/recovery";
import { FormError, fieldError } from "@/app/FormError";
import { RecoveryCodeList } from "@/app/RecoveryCodeList";
import { requireFields } from "@/app/required";
import { useServed } from "@/app/served";
import { formatShort, formatTime } from "@/lib/dates";
import { Resource } from "@/lib/resource";
import { field, useSubmit } from "@/lib/useSubmit";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { FormDialog } from "@/ui/FormDialog";
import { PasswordField } from "@/ui/PasswordField";
import { Skeleton } from "@/ui/Skeleton";
import { Section } from "./Section";
import { SectionOutage } from "./SectionOutage";

const recoveryCodes = new Resource(fetchRecoveryCodes);

/** The codes that set a new password: how many there are, and making others. */
export function RecoveryCodes({ email }: { email: string }) {
  const loaded = useServed(recoveryCodes);
  const { data, error } = loaded;
  const [asking, setAsking] = useState(false);
  const [codes, setCodes] = useState<string[]>();

  function show(made: string[]): void {
    setCodes(made);
    setAsking(false);
    void recoveryCodes.reload();
  }

  return (
    <Section
      title={t`Recovery codes`}
      lead={t`Each sets a new password, once, when you have forgotten yours. Nothing else can: Hearken sends no e-mail.`}
    >
      <SectionOutage of={recoveryCodes} loaded={loaded} />
      {data ? <HowMany codes={data} /> : error === undefined ? <Skeleton lines={1} /> : null}
      {codes ? (
        <div className="flex flex-col gap-3">
          <p role="status">{t`Here they are, this once. Keep them where you would look, and not beside your password.`}</p>
          <RecoveryCodeList codes={codes} email={email} />
        </div>
      ) : null}
      {data ? (
        <Button className="self-start" onClick={() => setAsking(true)}>
          {data.made_at === null ? t`Make recovery codes` : t`Make new recovery codes`}
        </Button>
      ) : null}
      {asking ? (
        <AskPassword email={email} areSome={data?.made_at !== null} onMade={show} onClose={() => setAsking(false)} />
      ) : null}
    </Section>
  );
}

function HowMany({ codes: { left, made_at, last_used_at } }: { codes: State }) {
  if (made_at === null) return <p>{t`You have none yet. If you forget your password, nobody can let you in.`}</p>;
  const made = formatShort(made_at);
  return (
    <>
      {left === 0 ? (
        <p>{t`All of them are used. If you forget your password now, nobody can let you in.`}</p>
      ) : (
        <p>{plural(left, { one: `# is left of those made ${made}.`, other: `# are left of those made ${made}.` })}</p>
      )}
      {last_used_at === null ? null : <Banner kind="info">{usedSentence(last_used_at)}</Banner>}
    </>
  );
}

function usedSentence(at: string): string {
  const [day, time] = [formatShort(at), formatTime(at)];
  return t`One was last used ${day}, ${time}. If that was not you, somebody else has your codes: change your password and make new ones.`;
}

type AskProps = { email: string; areSome: boolean; onMade: (codes: string[]) => void; onClose: () => void };

/** Asks for the password. The e-mail address is there for password managers only. */
function AskPassword({ email, areSome, onMade, onClose }: AskProps) {
  const { pending, error, onSubmit } = useSubmit(async (data) => {
    requireFields(data, ["password"]);
    onMade(await makeRecoveryCodes(field(data, "password")));
  });
  return (
    <FormDialog
      title={areSome ? t`Make new recovery codes` : t`Make recovery codes`}
      submit={t`Show the codes`}
      pending={pending}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {areSome ? <p>{t`Those you have now stop working.`}</p> : null}
      <FormError error={error} fields={["password"]} />
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t`Your password`}
        name="password"
        autoComplete="current-password"
        autoFocus
        error={fieldError(error, "password")}
      />
    </FormDialog>
  );
}
