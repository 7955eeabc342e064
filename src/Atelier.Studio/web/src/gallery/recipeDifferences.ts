import type { Job } from '../api/contract';

export interface Difference {
  name: string;
  /** Null where the preset's own value holds. */
  left: string | null;
  right: string | null;
}

/** The options in which two recipes differ, the preset first. */
export function recipeDifferences(a: Job, b: Job): Difference[] {
  const left: Record<string, string> = { ...(a.preset ? { preset: a.preset } : {}), ...a.options };
  const right: Record<string, string> = { ...(b.preset ? { preset: b.preset } : {}), ...b.options };
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .map((name) => ({ name, left: left[name] ?? null, right: right[name] ?? null }))
    .filter((row) => row.left !== row.right);
}
