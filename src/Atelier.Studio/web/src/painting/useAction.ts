import { useState } from 'preact/hooks';
import { act, type JobAction } from '../api/client';
import type { Job } from '../api/contract';

export interface ActionProps {
  job: Job;
  /** Called with the job as it is after something was done to it. */
  onChange: (job: Job) => void;
  onFault: (error: unknown) => void;
}

/** Does one thing after the other to a job: what is asked for meanwhile is not done. */
export function useAction({ job, onChange, onFault }: ActionProps): { isBusy: boolean; run: (action: JobAction) => void } {
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
  return { isBusy, run: (action) => void run(action) };
}
