import { pictureUrl } from '../api/client';
import type { Job, StyleRef } from '../api/contract';
import { draft, fromJob, type StoredPicture } from '../compose/draft';
import { jobName } from './jobTitle';

/** Brings a painted picture's recipe back to where pictures are put together. */
export async function composeAgain(job: Job): Promise<void> {
  const refs: StyleRef[] = [...job.styles, ...(job.regions ?? []).map((region) => region.style)];
  const own = [...new Set(refs.flatMap((style) => style.picture ?? []))];
  const pictures = await Promise.all(own.map((id) => measured(id, '')));
  draft.value = fromJob(job, await measured(job.content, jobName(job)), pictures);
}

function measured(id: string, title: string): Promise<StoredPicture> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve({ id, title, width: image.naturalWidth, height: image.naturalHeight, isReduced: true });
    image.onerror = () => reject(new Error(pictureUrl(id)));
    image.src = pictureUrl(id, 1536);
  });
}
