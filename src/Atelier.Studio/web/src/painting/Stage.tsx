import { useState } from 'preact/hooks';
import { pictureUrl, previewUrl, resultUrl, shownResultUrl } from '../api/client';
import type { Job } from '../api/contract';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { BeforeAfter } from '../viewer/BeforeAfter';
import { CrossFade } from '../viewer/CrossFade';
import { FullSize } from '../viewer/FullSize';
import { usePictureSize } from '../viewer/usePictureSize';
import { jobTitle } from './jobTitle';

const stageSize = 1536;

/** The picture itself: as it forms, beside what it was, and at full size. */
export function Stage({ job, previewStep }: { job: Job; previewStep: number | null }) {
  const texts = t.value.viewer;
  const [mode, setMode] = useState<'picture' | 'beforeAfter' | null>(null);
  const [isFull, setFull] = useState(false);
  const before = pictureUrl(job.content, stageSize);
  const measured = usePictureSize(before);
  const width = job.width ?? measured?.width ?? 4;
  const height = job.height ?? measured?.height ?? 3;

  const isDone = job.state === 'succeeded';
  const preview = previewStep !== null ? previewUrl(job.id, previewStep) : job.previewUrl ? previewUrl(job.id, job.progress?.number ?? 0) : null;
  const after = isDone ? shownResultUrl(job.id, stageSize) : preview;
  const shown = mode ?? (isDone ? 'beforeAfter' : 'picture');
  const alt = t.value.painting.alt(jobTitle(job));
  return (
    <>
      <div class="wall">
        <div class={`hung-picture ${job.state === 'running' ? 'is-wet' : ''}`}>
          {shown === 'beforeAfter' && after ? (
            <BeforeAfter before={before} after={after} beforeLabel={texts.before} afterLabel={texts.after} width={width} height={height} alt={alt} />
          ) : (
            <CrossFade url={after ?? before} alt={alt} width={width} height={height} />
          )}
        </div>
      </div>
      <div class="stage-tools">
        <div class="segments" role="group" aria-label={texts.modes}>
          <button type="button" aria-pressed={shown === 'picture'} onClick={() => setMode('picture')}>
            {texts.picture}
          </button>
          <button type="button" aria-pressed={shown === 'beforeAfter'} disabled={!after} onClick={() => setMode('beforeAfter')}>
            {texts.compareMode}
          </button>
        </div>
        <button type="button" class="quiet" onClick={() => setFull(true)}>
          <Icon name="expand" />
          {texts.fullSize}
        </button>
      </div>
      {isFull && (
        <FullSize url={isDone ? resultUrl(job.id, 'png') : (after ?? before)} title={jobTitle(job)} alt={alt} width={width} height={height} onClose={() => setFull(false)} />
      )}
    </>
  );
}
