import type { Job, Progress } from '../api/contract';
import { t } from '../texts';

/** How far it is, in a bar and in words. */
export function ProgressReport({ job, progress, isLive }: { job: Job; progress: Progress | null; isLive: boolean }) {
  const texts = t.value.painting;
  const fraction = progress?.fraction ?? 0;
  const isMoving = job.state === 'running';
  return (
    <div class="progress-report">
      <div class="progress-head">
        <span class="progress-percent">{t.value.progress(fraction)}</span>
        <span class="progress-left">
          {job.state === 'queued'
            ? texts.before(job.position ?? 0)
            : isMoving && progress?.secondsLeft != null
              ? texts.timeLeft(t.value.duration(progress.secondsLeft))
              : isMoving
                ? texts.beginning
                : ''}
        </span>
      </div>
      <progress aria-label={texts.progress} value={fraction} max={1} />
      {progress && <p class="field-help">{texts.steps(progress.scale, progress.scales, progress.step, progress.steps)}</p>}
      {!isLive && (
        <p class="field-help is-lost" role="status">
          {texts.noNews}
        </p>
      )}
    </div>
  );
}
