import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../app/announce';
import { hashOf, go } from '../app/route';
import { deleteJob, getJobs } from '../api/client';
import { comebacks } from '../api/connection';
import { isEnded, type Job } from '../api/contract';
import { StudioError } from '../api/problem';
import { info } from '../compose/catalogue';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Icon } from '../parts/Icon';
import { jobTitle } from '../painting/jobTitle';
import { t } from '../texts';
import { isolated } from '../texts/names';
import { GalleryCard } from './GalleryCard';
import { selected } from './selection';

const newsEvery = 2500;

/** Every picture that this studio painted or is painting, the newest first. */
export function Gallery() {
  const texts = t.value.gallery;
  const jobs = useSignal<readonly Job[] | null>(null);
  const next = useSignal<string | null>(null);
  const fault = useSignal<unknown>(null);
  const leaving = useSignal<Job | null>(null);
  const comeback = comebacks.value;
  const hasUnfinished = jobs.value?.some((job) => !isEnded(job.state)) ?? false;

  const asking = useRef<AbortController | null>(null);

  // An answer that is overtaken by a later one would show what is no longer so.
  const load = async (): Promise<void> => {
    asking.current?.abort();
    const { signal } = (asking.current = new AbortController());
    try {
      const page = await getJobs(null, signal);
      const known = jobs.value?.filter((job) => !page.items.some((one) => one.id === job.id)) ?? [];
      const oldest = page.items.at(-1)?.created ?? '';
      // Further pages that were opened stay; what is missing among the newest was deleted elsewhere.
      const older = known.filter((job) => job.created < oldest);
      jobs.value = [...page.items, ...older];
      if (older.length === 0) {
        next.value = page.next ?? null;
      }
      fault.value = null;
    } catch (error) {
      if (!signal.aborted && !(error instanceof StudioError && error.isUnreachable)) {
        fault.value = error;
      }
    }
  };

  useEffect(() => {
    void load();
    return () => asking.current?.abort();
  }, [comeback]);

  useEffect(() => {
    if (!hasUnfinished) {
      return;
    }
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        void load();
      }
    }, newsEvery);
    return () => clearInterval(timer);
  }, [hasUnfinished]);

  const more = async (): Promise<void> => {
    try {
      const page = await getJobs(next.value);
      jobs.value = [...(jobs.value ?? []), ...page.items];
      next.value = page.next ?? null;
    } catch (error) {
      fault.value = error;
    }
  };

  const changed = (job: Job): void => {
    fault.value = null;
    jobs.value = jobs.value?.map((one) => (one.id === job.id ? job : one)) ?? null;
    announce(job.state === 'succeeded' ? texts[job.pinned ? 'pinned' : 'unpinned'] : t.value.painting.states[job.state]);
    void load();
  };

  const remove = async (job: Job): Promise<void> => {
    leaving.value = null;
    try {
      await deleteJob(job.id);
      jobs.value = jobs.value?.filter((one) => one.id !== job.id) ?? null;
      selected.value = selected.value.filter((one) => one !== job.id);
      announce(texts.removed);
      document.querySelector<HTMLElement>('main h1')?.focus();
    } catch (error) {
      fault.value = error;
    }
  };

  const [left, right] = selected.value;
  return (
    <div class="gallery">
      <div class="gallery-head">
        <h1 tabIndex={-1}>{texts.title}</h1>
        {!!jobs.value?.length && (
          <p class="hint">
            {jobs.value.length > 1 && texts.compareHint} {info.value?.keepDays && texts.keepDays(info.value.keepDays)}
          </p>
        )}
      </div>
      {fault.value !== null && <Fault error={fault.value} />}
      {jobs.value?.length === 0 && <EmptyGallery />}
      <ul class="cards" aria-busy={jobs.value === null}>
        {jobs.value?.map((job) => (
          <GalleryCard key={job.id} job={job} onChange={changed} onFault={(error) => (fault.value = error)} onRemove={() => (leaving.value = job)} />
        ))}
      </ul>
      {next.value && (
        <button type="button" class="more-button" onClick={() => void more()}>
          {texts.more}
        </button>
      )}
      {left && (
        <div class="compare-bar" role="region" aria-label={texts.compare}>
          <span>{right ? texts.twoChosen : texts.oneChosen}</span>
          <button type="button" class="quiet" onClick={() => (selected.value = [])}>
            {texts.clearChoice}
          </button>
          <button type="button" class="primary" disabled={!right} onClick={() => right && go({ page: 'compare', left, right })}>
            <Icon name="compare" />
            {texts.compare}
          </button>
        </div>
      )}
      {leaving.value && (
        <Dialog title={texts.removeTitle} onClose={() => (leaving.value = null)}>
          <p>{texts.removeQuestion(isolated(jobTitle(leaving.value)))}</p>
          <div class="dialog-actions">
            <button type="button" onClick={() => (leaving.value = null)}>
              {t.value.cancel}
            </button>
            <button type="button" class="danger" onClick={() => leaving.value && void remove(leaving.value)}>
              <Icon name="trash" />
              {texts.removeConfirm}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function EmptyGallery() {
  const texts = t.value.gallery;
  return (
    <div class="empty-gallery">
      <div class="empty-frames" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <p class="empty-title">{texts.empty}</p>
      <p class="hint">{info.value?.keepDays ? texts.emptyHelpDays(info.value.keepDays) : texts.emptyHelp}</p>
      <a class="button primary" href={hashOf({ page: 'compose' })}>
        {texts.first}
      </a>
    </div>
  );
}
