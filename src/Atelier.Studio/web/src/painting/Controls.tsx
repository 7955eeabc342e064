import { useState } from 'preact/hooks';
import { act, type JobAction } from '../api/client';
import type { Job } from '../api/contract';
import { Icon } from '../parts/Icon';
import { t } from '../texts';

interface ControlsProps {
  job: Job;
  onChange: (job: Job) => void;
  onFault: (error: unknown) => void;
}

/** What can be done with a picture on its way. */
export function Controls({ job, onChange, onFault }: ControlsProps) {
  const texts = t.value.painting;
  const [isBusy, setBusy] = useState(false);

  const run = async (action: JobAction): Promise<void> => {
    if (isBusy) {
      return;
    }
    setBusy(true);
    try {
      onChange(await act(job.id, action));
    } catch (error) {
      onFault(error);
    } finally {
      setBusy(false);
    }
  };

  const isPaused = job.state === 'paused';
  const canKeep = job.state === 'running';
  return (
    <div class="controls" role="group" aria-label={texts.controls}>
      <button type="button" class="primary" aria-disabled={!canKeep || isBusy} onClick={() => canKeep && void run('keep')}>
        <Icon name="check" />
        {texts.keep}
      </button>
      <div class="controls-row">
        <button type="button" aria-disabled={isBusy} onClick={() => void run(isPaused ? 'resume' : 'pause')}>
          <Icon name={isPaused ? 'play' : 'pause'} />
          {isPaused ? texts.resume : texts.pause}
        </button>
        <button type="button" aria-disabled={isBusy} onClick={() => void run('cancel')}>
          <Icon name="stop" />
          {texts.cancel}
        </button>
      </div>
    </div>
  );
}
