import type { Told } from '../app/told';

/** A message, and below it in small what the studio said itself. */
export function Message({ told: { text, detail } }: { told: Told }) {
  return (
    <span class="message">
      {text}
      {detail && (
        <small class="message-detail" lang="en">
          {detail}
        </small>
      )}
    </span>
  );
}
