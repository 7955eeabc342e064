import type { Job, JobPage, JobRequest, OptionsInfo, SampleStyle, StudioInfo, StyleRef } from './contract';
import { problemOf, StudioError } from './problem';
import { connectionLost, letIn, needsKey } from './connection';

const base = 'api/v1';

/**
 * The address of something by its id. Ids come from the page's own address too, where anybody can write anything; dots alone
 * would lead out of the path.
 */
const at = (kind: 'jobs' | 'pictures' | 'styles', id: string): string => `${kind}/${encodeURIComponent(id).replace(/^\.+$/, '-')}`;

/** Every request that changes something carries this, which a page of another site cannot send. */
export const ownHeader = { 'X-Atelier': '1' };

export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${base}/${path}`, { ...init, headers: { ...ownHeader, ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    connectionLost();
    throw new StudioError(0, '');
  }
  if (response.status === 401) {
    needsKey.value = true;
  }
  if (!response.ok) {
    throw problemOf(response.status, await response.text(), response.headers.get('Retry-After'));
  }
  return response;
}

/** Shows the studio a key; from then on the browser is known by a cookie. */
export async function beginSession(key: string): Promise<void> {
  await send('session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key }) });
  letIn();
}

const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await send(path, signal ? { signal } : {})).json() as Promise<T>;

export const getInfo = () => get<StudioInfo>('info');
export const getOptions = () => get<OptionsInfo>('options');
export const getStyles = () => get<SampleStyle[]>('styles');
export const getJob = (id: string, signal?: AbortSignal) => get<Job>(at('jobs', id), signal);

export function getJobs(after: string | null, signal?: AbortSignal, limit = 24): Promise<JobPage> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (after) {
    query.set('after', after);
  }
  return get<JobPage>(`jobs?${query}`, signal);
}

export async function startJob(request: JobRequest, key: string): Promise<Job> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  return (await send('jobs', { method: 'POST', headers, body: JSON.stringify(request) })).json() as Promise<Job>;
}

export type JobAction = 'pause' | 'resume' | 'cancel' | 'keep' | 'pin' | 'unpin';

export async function act(id: string, action: JobAction): Promise<Job> {
  return (await send(`${at('jobs', id)}/${action}`, { method: 'POST' })).json() as Promise<Job>;
}

export async function deleteJob(id: string): Promise<void> {
  await send(at('jobs', id), { method: 'DELETE' });
}

/** Whether the server no longer has a picture, as against not answering at the moment. */
export async function isGone(id: string): Promise<boolean> {
  try {
    await send(`${at('pictures', id)}?size=96`);
    return false;
  } catch (error) {
    return error instanceof StudioError && error.status === 404;
  }
}

export const pictureUrl = (id: string, size?: number): string => `${base}/${at('pictures', id)}${size ? `?size=${size}` : ''}`;
export const sampleUrl = (id: string, size?: number): string => `${base}/${at('styles', id)}/picture${size ? `?size=${size}` : ''}`;
export const resultUrl = (id: string, format: string): string => `${base}/${at('jobs', id)}/result?format=${format}`;
export const downloadUrl = (id: string, format: string): string => `${resultUrl(id, format)}&download=1`;
/** The finished picture, reduced to what a screen shows. */
export const shownResultUrl = (id: string, size: number): string => `${base}/${at('jobs', id)}/result?size=${size}`;
export const previewUrl = (id: string, step: number | string): string => `${base}/${at('jobs', id)}/preview?step=${step}`;
export const recipeUrl = (id: string): string => `${base}/${at('jobs', id)}/recipe`;
export const eventsUrl = (id: string): string => `${base}/${at('jobs', id)}/events`;
export const styleUrl = (style: StyleRef, size?: number): string => (style.sample ? sampleUrl(style.sample, size) : pictureUrl(style.picture ?? '', size));
