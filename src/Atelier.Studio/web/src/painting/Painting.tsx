import { useComputed, useSignalEffect } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { announce } from '../app/announce';
import { tell, tellError } from '../app/told';
import { hashOf } from '../app/route';
import { canBeResumed, isEnded, type Job } from '../api/contract';
import { StudioError } from '../api/problem';
import { Fault } from '../parts/Fault';
import { Message } from '../parts/Message';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { Controls } from './Controls';
import { Finished } from './Finished';
import { LossChart } from './LossChart';
import { jobTitle } from './jobTitle';
import { Keeping } from './Keeping';
import { MadeFrom } from './MadeFrom';
import { ProgressReport } from './ProgressReport';
import { Stage } from './Stage';
import { TakeUpAgain } from './TakeUpAgain';
import { useJob, type WatchedJob } from './useJob';

/** One picture: while it is painted, and afterwards. */
export function Painting({ id }: { id: string }) {
  const watched = useJob(id);
  useAnnouncements(watched);
  useProgressInTitle(watched);
  const job = watched.job.value;
  if (!job) {
    return watched.fault.value === null ? <p class="waiting">{t.value.painting.looking}</p> : <NotFound fault={watched.fault.value} />;
  }
  return <Shown job={job} watched={watched} />;
}

function Shown({ job, watched }: { job: Job; watched: WatchedJob }) {
  const texts = t.value.painting;
  const heading = useRef<HTMLHeadingElement>(null);
  const [fault, setFault] = useState<unknown>(null);
  const actions = {
    job,
    onChange: (changed: Job) => {
      setFault(null);
      watched.refresh(); // its events may be ahead of this answer
      if (isEnded(changed.state) !== isEnded(job.state)) {
        heading.current?.focus(); // the button that was pressed is gone
      }
    },
    onFault: setFault,
  };
  return (
    <div class="painting">
      <div class="painting-stage">
        <Stage job={job} previewStep={watched.previewStep.value} />
      </div>
      <div class="panel painting-panel">
        <p class={`state state-${job.state}`}>{texts.states[job.state]}</p>
        <h1 ref={heading} tabIndex={-1} class="painting-title">
          <bdi>{jobTitle(job)}</bdi>
        </h1>
        {job.state === 'failed' && job.error && <Fault told={tell(job.error)} />}
        {!isEnded(job.state) && <ProgressReport job={job} progress={watched.progress.value} isLive={watched.isLive.value} />}
        {!isEnded(job.state) && <Controls {...actions} />}
        {canBeResumed(job) && <TakeUpAgain {...actions} />}
        {fault !== null && <Fault error={fault} />}
        {isEnded(job.state) && <Finished job={job} />}
        {isEnded(job.state) && <Keeping {...actions} />}
        {watched.warnings.value.length > 0 && (
          <ul class="warnings" aria-label={texts.warnings}>
            {watched.warnings.value.map((notice) => (
              <li key={notice.text}>
                <Icon name="warning" />
                <Message told={tell(notice)} />
              </li>
            ))}
          </ul>
        )}
        <LossChart points={watched.points.value} losses={watched.progress.value?.losses} isOpen={!isEnded(job.state)} />
        <MadeFrom job={job} />
      </div>
    </div>
  );
}

function NotFound({ fault }: { fault: unknown }) {
  const texts = t.value.painting;
  return (
    <div class="not-found">
      <h1 tabIndex={-1}>{texts.notFound}</h1>
      <p>{fault instanceof StudioError && fault.status === 404 ? texts.notFoundHelp : tellError(fault).text}</p>
      <a class="button" href={hashOf({ page: 'gallery' })}>
        {t.value.header.gallery}
      </a>
    </div>
  );
}

// Whoever looks at another tab meanwhile sees how far it is, and that it is done.
function useProgressInTitle({ job, progress }: WatchedJob): void {
  const wasAwaited = useRef(false);
  useSignalEffect(() => {
    if (job.value) {
      const { state } = job.value;
      wasAwaited.current ||= !isEnded(state);
      const news = state === 'running' && progress.value ? t.value.percent(progress.value.fraction) : isEnded(state) && wasAwaited.current ? t.value.painting.states[state] : null;
      document.title = [news, jobTitle(job.value), 'Atelier'].filter((part) => part !== null).join(' · ');
    }
  });
}

const spokenQuarters = 4;

// A screen reader hears each change of state, and each quarter of the way.
function useAnnouncements({ job, progress }: WatchedJob): void {
  const state = useComputed(() => job.value?.state);
  const quarter = useComputed(() => Math.floor((progress.value?.fraction ?? 0) * spokenQuarters));
  const lastState = useRef(state.value);
  useSignalEffect(() => {
    const now = state.value;
    if (now && lastState.current && now !== lastState.current) {
      announce(t.value.painting.states[now]);
    }
    lastState.current = now;
  });
  useSignalEffect(() => {
    if (quarter.value > 0 && quarter.value < spokenQuarters) {
      announce(t.value.painting.fractionDone(t.value.percent(quarter.value / spokenQuarters)));
    }
  });
}
