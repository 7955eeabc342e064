/** What the server says and takes, as JSON. */

export type JobState = 'queued' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled';

/** What the studio says to people: a line of English, and a code that stays where it has one. */
export interface Notice {
  code?: string | null | undefined;
  text: string;
}

export interface PictureInfo {
  id: string;
  width: number;
  height: number;
  format: string;
  hasAlpha: boolean;
  bytes: number;
}

export interface SampleStyle {
  id: string;
  title: string;
  artist: string;
  year?: string | number | null;
  licence: string;
  source: string;
  help?: string;
  width: number;
  height: number;
  url: string;
}

/** A style is a picture that was sent, or one of the sample paintings. */
export interface StyleRef {
  picture?: string | null;
  sample?: string | null;
}

export interface RegionRef {
  mask: string;
  style: StyleRef;
  styleMask?: string | null;
}

/** The losses by name, each times its weight: `total` first, then each term. */
export type Losses = Readonly<Record<string, number>>;

export interface Progress {
  scale: number;
  scales: number;
  step: number;
  steps: number;
  /** The steps done over all scales. */
  number: number;
  fraction: number;
  secondsLeft?: number | null;
  losses: Losses;
}

export interface Job {
  id: string;
  name?: string | null;
  state: JobState;
  position?: number | null;
  created: string;
  started?: string | null;
  ended?: string | null;
  priority: number;
  content: string;
  styles: StyleRef[];
  regions?: RegionRef[] | null;
  preset?: string | null;
  options?: Record<string, string> | null;
  continueFrom?: string | null;
  width?: number | null;
  height?: number | null;
  progress?: Progress | null;
  error?: Notice | null;
  warnings?: Notice[] | null;
  resultUrl?: string | null;
  previewUrl?: string | null;
  recipeUrl?: string | null;
  /** Whether the studio keeps it although others go after a time. */
  pinned?: boolean;
  /** When the studio removes it; null where it is kept for ever. */
  expires?: string | null;
  /** Until when a job that was given up or failed can be resumed; null where it cannot. */
  resumableUntil?: string | null;
}

export interface JobPage {
  items: Job[];
  next?: string | null;
}

/** Where it goes on from a job, what it leaves out is as there. */
export interface JobRequest {
  content?: string;
  styles?: StyleRef[];
  regions?: RegionRef[];
  preset?: string;
  options?: Record<string, string>;
  continueFrom?: string;
  name?: string;
}

export type OptionKind = 'integer' | 'number' | 'choice' | 'flag' | 'text';

export interface OptionInfo {
  name: string;
  group: string;
  help: string;
  kind: OptionKind;
  choices?: string[] | null;
  min?: number | null;
  max?: number | null;
  default?: string | null;
  inRecipe: boolean;
}

export interface PresetInfo {
  name: string;
  title: string;
  help: string;
  options: Record<string, string>;
}

export interface OptionsInfo {
  presets: PresetInfo[];
  options: OptionInfo[];
}

export interface NetworkInfo {
  name: string;
  installed: boolean;
  licence?: string | null;
  note?: string | null;
}

export interface StudioInfo {
  version: string;
  networks: NetworkInfo[];
  limits: { uploadBytes: number; pixels: number; queue: number };
  formats: string[];
  /** After how many days pictures are removed; null where they are kept for ever. */
  keepDays?: number | null;
  /** Whether the visitor sits at the machine that the studio runs on. */
  isSameMachine?: boolean;
}

/** One point of the curves: the step over all scales, then the losses in the order of `Losses`. */
export type LossPoint = readonly [step: number, ...losses: number[]];

export const isEnded = (state: JobState): boolean => state === 'succeeded' || state === 'failed' || state === 'cancelled';

/** Whether it ended without a result, given up or failed, and the studio still takes it up again. */
export const canBeResumed = ({ state, resumableUntil }: Job, now = Date.now()): boolean => isEnded(state) && Date.parse(resumableUntil ?? '') > now;
