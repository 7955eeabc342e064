import { StudioError } from '../api/problem';
import type { Notice } from '../api/contract';
import { info } from '../compose/catalogue';
import { t } from '../texts';

/** A message in the visitor's language, and what the studio said itself, which is more exact and always English. */
export interface Told {
  text: string;
  detail?: string;
}

/** What the studio says about a job or a field. What the page has no words for is told as it came. */
export function tell({ code, text }: Notice, otherwise = t.value.messages.other): Told {
  const known = t.value.messages[code as keyof typeof t.value.messages] || otherwise;
  return known ? { text: known, detail: text } : { text };
}

/** What went wrong. */
export function tellError(error: unknown): Told {
  if (!(error instanceof StudioError)) {
    return { text: error instanceof Error ? error.message : String(error) };
  }
  const texts = t.value.faults;
  switch (error.code ?? error.status) {
    case 0:
      return { text: texts.unreachable };
    case 'queue-full':
      return { text: texts.queueFull(error.retryAfter) };
    case 413:
      return { text: texts.tooLarge(info.value ? t.value.megabytes(info.value.limits.uploadBytes) : null) };
    case 415:
      return { text: texts.notAPicture };
    default:
      return tell({ code: error.code, text: error.message });
  }
}
