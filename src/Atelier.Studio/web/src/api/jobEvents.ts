import type { JobState, LossPoint, Notice, Progress } from './contract';
import { eventsUrl } from './client';
import { checkConnection } from './connection';

export interface JobListener {
  state(state: JobState): void;
  /** The last step, and the losses of all steps since the event before. */
  progress(progress: Progress, points: LossPoint[]): void;
  preview(step: number): void;
  history(points: LossPoint[]): void;
  warning(notice: Notice): void;
  /** Whether events flow. */
  link(isLive: boolean): void;
}

const firstPause = 1000;
const longestPause = 10000;

/**
 * Listens to a job until the returned function is called. The browser itself takes a broken stream up again where it was
 * (Last-Event-ID); where it gives up, because the server answered with an error or not at all, a new stream is opened.
 */
export function listenToJob(id: string, listener: JobListener): () => void {
  let source: EventSource;
  let timer: number | undefined;
  let pause = firstPause;
  let isClosed = false;

  const open = (): void => {
    source = new EventSource(eventsUrl(id));
    source.onopen = () => {
      pause = firstPause;
      listener.link(true);
    };
    source.onerror = () => {
      listener.link(false);
      void checkConnection();
      if (source.readyState === EventSource.CLOSED && !isClosed) {
        timer = setTimeout(open, pause);
        pause = Math.min(pause * 2, longestPause);
      }
    };
    on<{ state: JobState }>('state', (data) => listener.state(data.state));
    on<{ progress: Progress; points: LossPoint[] }>('progress', (data) => listener.progress(data.progress, data.points));
    on<{ step: number }>('preview', (data) => listener.preview(data.step));
    on<{ points: LossPoint[] }>('history', (data) => listener.history(data.points));
    on<Notice>('warning', (data) => listener.warning(data));
  };

  const on = <T>(name: string, handle: (data: T) => void): void =>
    source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data) as T));

  open();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    source.close();
  };
}
