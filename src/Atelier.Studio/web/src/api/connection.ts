import { signal } from '@preact/signals';

/** Whether the server answers. */
export const isConnected = signal(true);

/** Whether the server asks for a key before it answers. */
export const needsKey = signal(false);

/** Rises each time the server is back, so that what is shown can be asked for anew. */
export const comebacks = signal(0);

const firstPause = 1000;
const longestPause = 8000;
let timer: number | undefined;

/** The server knows the visitor now. */
export function letIn(): void {
  needsKey.value = false;
  comebacks.value++;
}

/** Called by whoever got no answer; asks until one comes. */
export function connectionLost(): void {
  if (isConnected.value) {
    isConnected.value = false;
    askAgainIn(firstPause);
  }
}

/** Finds out whether the server is still there and still knows the visitor; for streams, which do not say why they broke. */
export async function checkConnection(): Promise<void> {
  try {
    const answer = await fetch('api/v1/session', { cache: 'no-store' });
    if (answer.ok) {
      const { needed, open } = (await answer.json()) as { needed: boolean; open: boolean };
      needsKey.value ||= needed && !open;
    }
  } catch {
    connectionLost();
  }
}

function askAgainIn(pause: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(pause), pause);
}

async function ask(pause: number): Promise<void> {
  try {
    const answer = await fetch('health/live', { cache: 'no-store' });
    if (answer.ok) {
      isConnected.value = true;
      comebacks.value++;
      return;
    }
  } catch {
    // Still gone.
  }
  askAgainIn(Math.min(pause * 1.5, longestPause));
}
