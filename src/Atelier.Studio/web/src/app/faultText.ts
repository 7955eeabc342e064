import { StudioError } from '../api/problem';
import { t } from '../texts';

/** What went wrong, in the visitor's language where the page knows better than the server what it means. */
export function faultText(error: unknown): string {
  if (!(error instanceof StudioError)) {
    return error instanceof Error ? error.message : String(error);
  }
  const texts = t.value.faults;
  switch (error.status) {
    case 0:
      return texts.unreachable;
    case 413:
      return texts.tooLarge(error.message);
    case 415:
      return texts.notAPicture;
    case 503:
      return texts.queueFull(error.retryAfter);
    default:
      return error.message;
  }
}
