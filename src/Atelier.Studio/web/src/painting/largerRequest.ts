import type { Job, JobRequest } from '../api/contract';

/** Whether it was painted at every size on the way: one that was kept early has nothing to go on from. */
export const isWhole = ({ progress }: Job): boolean => !progress || progress.scale === progress.scales;

/** The same picture with more pixels: the studio goes on from the one that is there, or else begins anew. */
export function largerRequest(job: Job, longestSide: number): JobRequest {
  const size = String(longestSide);
  return isWhole(job)
    ? { continueFrom: job.id, options: { size } }
    : {
        content: job.content,
        styles: job.styles,
        ...(job.regions?.length ? { regions: job.regions } : {}),
        ...(job.preset ? { preset: job.preset } : {}),
        options: { ...job.options, size },
        ...(job.name ? { name: job.name } : {}),
      };
}
