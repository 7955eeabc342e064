import type { Notice } from './contract';

/** RFC 9457 problem details. */
export interface ProblemDetails {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: Record<string, string[]>;
  /** The codes of the errors, in the same order. */
  codes?: Record<string, (string | null)[]>;
}

/** What the server refused, or that it did not answer. */
export class StudioError extends Error {
  constructor(
    /** The HTTP status; 0 where no answer came. */
    readonly status: number,
    message: string,
    /** The messages of each field, by the option's name or the field's. */
    readonly fields: Readonly<Record<string, Notice>> = {},
    /** After how many seconds to try again, where the server said so. */
    readonly retryAfter: number | null = null,
    /** What kind of refusal it is, where the server has a word for it. */
    readonly code: string | null = null,
  ) {
    super(message);
  }

  get isUnreachable(): boolean {
    return this.status === 0;
  }
}

/** `options.style-weight`, `options["style-weight"]`, `$.options.size` and `--size` all name an option's field. */
export function fieldName(key: string): string {
  const plain = key.replace(/^\$\.?/, '').replace(/\["?([^"\]]+)"?\]/g, '.$1');
  return plain.replace(/^options\./i, '').replace(/^--/, '');
}

export function fieldErrors({ errors = {}, codes = {} }: ProblemDetails): Record<string, Notice> {
  const fields: Record<string, Notice> = {};
  for (const [key, messages] of Object.entries(errors)) {
    fields[fieldName(key)] = { code: codes[key]?.find((code) => code !== null), text: messages.join(' ') };
  }
  return fields;
}

const kindOf = (type: string | undefined): string | null => /^urn:atelier:problem:(.+)$/.exec(type ?? '')?.[1] ?? null;

export function problemOf(status: number, body: string, retryAfter: string | null): StudioError {
  let problem: ProblemDetails = {};
  try {
    problem = JSON.parse(body) as ProblemDetails;
  } catch {
    // Not JSON: a proxy's page, or nothing at all. The status has to do.
  }
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new StudioError(status, problem.detail ?? problem.title ?? `HTTP ${status}`, fieldErrors(problem), Number.isFinite(seconds) ? seconds : null, kindOf(problem.type));
}
