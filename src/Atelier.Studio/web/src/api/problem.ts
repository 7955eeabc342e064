/** RFC 9457 problem details. */
export interface ProblemDetails {
  title?: string;
  status?: number;
  detail?: string;
  errors?: Record<string, string[] | string>;
}

/** What the server refused, or that it did not answer. */
export class StudioError extends Error {
  constructor(
    /** The HTTP status; 0 where no answer came. */
    readonly status: number,
    message: string,
    /** The messages of each field, by the option's name or the field's. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** After how many seconds to try again, where the server said so. */
    readonly retryAfter: number | null = null,
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

export function fieldErrors(problem: ProblemDetails): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [key, messages] of Object.entries(problem.errors ?? {})) {
    fields[fieldName(key)] = Array.isArray(messages) ? messages.join(' ') : messages;
  }
  return fields;
}

export function problemOf(status: number, body: string, retryAfter: string | null): StudioError {
  let problem: ProblemDetails = {};
  try {
    problem = JSON.parse(body) as ProblemDetails;
  } catch {
    // Not JSON: a proxy's page, or nothing at all. The status has to do.
  }
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new StudioError(status, problem.detail ?? problem.title ?? `HTTP ${status}`, fieldErrors(problem), Number.isFinite(seconds) ? seconds : null);
}
