import { type ReactNode, useId, useState } from "react";
import { ACUTE, type Crisis } from "@/crisis/level";
import { usePreferences } from "@/sync/react";
import { Button } from "@/ui/Button";
import { HelpLines } from "./HelpLines";
import { leaveAtOnce } from "./leaveAtOnce";
import { acuteWords, announcement, gentleWords, violenceWords } from "./words";

/**
 * Help, offered first and above everything else. It never takes the focus, blocks nothing, and is gone with the words that
 * brought it.
 */
export function HelpCard({ crisis }: { crisis: Crisis }) {
  const [isPutOff, setPutOff] = useState(false);
  const isOff = usePreferences()?.no_gentle_reminders === true;
  const isAcute = crisis.level >= ACUTE;
  const isGentle = crisis.level === 1 && !isOff && !isPutOff && !crisis.violence;
  const isShown = isAcute || crisis.violence || isGentle;
  return (
    <>
      {/* There before its words are, or they would not be read out. */}
      <p role="status" className="sr-only">
        {isShown ? announcement() : ""}
      </p>
      {isShown ? (
        <div data-help="" className="mb-6 flex flex-col gap-3">
          {isAcute ? <Acute /> : null}
          {crisis.violence ? <Violence /> : null}
          {isGentle ? <Gentle onPutOff={() => setPutOff(true)} /> : null}
        </div>
      ) : null}
    </>
  );
}

function Acute() {
  const words = acuteWords();
  return (
    <Card title={words.title}>
      <p>{words.text}</p>
      <HelpLines about="self_harm" emergency={words.emergency} />
    </Card>
  );
}

function Violence() {
  const [isSafe, setSafe] = useState(false);
  const words = violenceWords();
  return (
    <Card title={words.title}>
      <p>{isSafe ? words.shown : words.text}</p>
      {isSafe ? <HelpLines about="violence" emergency={words.emergency} /> : null}
      <div className="flex flex-wrap gap-2">
        {isSafe ? null : <Button onClick={() => setSafe(true)}>{words.show}</Button>}
        <Button look="danger" onClick={() => void leaveAtOnce()}>
          {words.leave}
        </Button>
      </div>
    </Card>
  );
}

function Gentle({ onPutOff }: { onPutOff: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const words = gentleWords();
  return (
    <Card title={words.title} small>
      <p className="text-ink-2">{words.text}</p>
      {isOpen ? <HelpLines about="self_harm" /> : null}
      <div className="flex flex-wrap gap-2">
        {isOpen ? null : (
          <Button size="small" onClick={() => setOpen(true)}>
            {words.more}
          </Button>
        )}
        <Button look="quiet" size="small" onClick={onPutOff}>
          {words.later}
        </Button>
      </div>
    </Card>
  );
}

function Card({ title, small = false, children }: { title: string; small?: boolean; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 rounded-card border border-control bg-surface px-4 py-4 tablet:px-6"
    >
      <h2 id={id} className={small ? "font-medium" : "font-serif text-xl"}>
        {title}
      </h2>
      {children}
    </section>
  );
}
