import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { getJob } from '../api/client';
import { comebacks } from '../api/connection';
import { isEnded, type Job, type LossPoint, type Notice, type Progress } from '../api/contract';
import { listenToJob } from '../api/jobEvents';
import { StudioError } from '../api/problem';

export interface WatchedJob {
  job: Signal<Job | null>;
  points: Signal<readonly LossPoint[]>;
  progress: Signal<Progress | null>;
  /** The steps done when the latest preview was taken; null where there is none yet. */
  previewStep: Signal<number | null>;
  warnings: Signal<readonly Notice[]>;
  /** Asks for its state now, as after something was done to it. */
  refresh: () => void;
  /** Whether news of it arrive. */
  isLive: Signal<boolean>;
  fault: Signal<unknown>;
}

/** A job and everything that happens to it, as long as it is looked at. */
export function useJob(id: string): WatchedJob {
  const job = useSignal<Job | null>(null);
  const points = useSignal<readonly LossPoint[]>([]);
  const progress = useSignal<Progress | null>(null);
  const previewStep = useSignal<number | null>(null);
  const warnings = useSignal<readonly Notice[]>([]);
  const isLive = useSignal(true);
  const fault = useSignal<unknown>(null);
  const refreshing = useRef<() => void>(() => undefined);
  const comeback = comebacks.value;

  useEffect(() => {
    const leave = new AbortController();
    let stop: (() => void) | null = null;
    let hasHistory = false;

    // Nothing more happens to a picture that is done; its curves are all that was still missing.
    const stopIfOver = (): void => {
      if (hasHistory && job.value && isEnded(job.value.state)) {
        stop?.();
        stop = null;
      }
    };

    let asked = 0;
    let shown = 0;

    // Answers may overtake each other: of two, the one that was asked for later is the newer.
    const ask = async (): Promise<void> => {
      const turn = ++asked;
      try {
        const found = await getJob(id, leave.signal);
        if (turn < shown) {
          return;
        }
        shown = turn;
        job.value = found;
        progress.value = found.progress ?? progress.value;
        warnings.value = found.warnings ?? [];
        fault.value = null;
        // One that was given up may go on.
        if (!hasHistory || !isEnded(found.state)) {
          stop ??= listen();
        }
        stopIfOver();
      } catch (error) {
        if (!leave.signal.aborted && !(error instanceof StudioError && error.isUnreachable)) {
          fault.value = error;
        }
      }
    };

    const listen = (): (() => void) =>
      listenToJob(id, {
        state: () => void ask(),
        progress: (latest, more) => {
          progress.value = latest;
          if (more.length > 0) {
            points.value = [...points.value, ...more];
          }
        },
        preview: (step) => {
          previewStep.value = step;
        },
        history: (all) => {
          points.value = all;
          hasHistory = true;
          stopIfOver();
        },
        warning: (notice) => {
          warnings.value = [...warnings.value.filter((one) => one.text !== notice.text), notice];
        },
        link: (live) => {
          isLive.value = live;
        },
      });

    refreshing.current = () => void ask();
    void ask();
    return () => {
      leave.abort();
      stop?.();
    };
  }, [id, comeback]);

  return { job, points, progress, previewStep, warnings, refresh: () => refreshing.current(), isLive, fault };
}
