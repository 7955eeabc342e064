import { useEffect } from 'preact/hooks';
import { signal } from '@preact/signals';
import { needsKey } from '../api/connection';
import { go, route } from '../app/route';
import { receive, type Upload } from './uploads';

/** Whether files are being dragged over the page. */
export const isDragging = signal(false);

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

// Behind a dialog, or before a key was shown, nothing can be done with a picture.
const takesFiles = (): boolean => !needsKey.value && !document.querySelector('dialog[open]');

const isTextField = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input') !== null;

function take(files: readonly File[], purpose: Upload['purpose'] | 'any'): void {
  receive(files, purpose);
  if (route.value.page !== 'compose') {
    go({ page: 'compose' });
  }
}

/**
 * Files dropped anywhere, or pasted, on any page. What lies on a place with a purpose of its own goes there. The browser itself would
 * leave the page and open what is dropped, a link too; only into a text field may it drop something.
 */
export function useDropAndPaste(): void {
  useEffect(() => {
    let depth = 0;
    const stop = new AbortController();
    const listen = <K extends keyof WindowEventMap>(name: K, handle: (event: WindowEventMap[K]) => void): void =>
      addEventListener(name, handle, { signal: stop.signal });

    listen('dragenter', (event) => {
      if (hasFiles(event)) {
        depth++;
        isDragging.value = takesFiles();
      }
    });
    listen('dragleave', () => {
      depth = Math.max(0, depth - 1);
      isDragging.value &&= depth > 0;
    });
    listen('dragover', (event) => {
      if (hasFiles(event) || !isTextField(event.target)) {
        event.preventDefault();
        if (event.dataTransfer && !(hasFiles(event) && takesFiles())) {
          event.dataTransfer.dropEffect = 'none';
        }
      }
    });
    listen('drop', (event) => {
      depth = 0;
      isDragging.value = false;
      if (hasFiles(event) || !isTextField(event.target)) {
        event.preventDefault();
      }
      if (hasFiles(event) && takesFiles()) {
        const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop]') : null;
        take([...(event.dataTransfer?.files ?? [])], (place?.dataset.drop as Upload['purpose'] | undefined) ?? 'any');
      }
    });
    listen('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) {
        event.preventDefault();
        if (takesFiles()) {
          take(files, 'any');
        }
      }
    });
    return () => {
      stop.abort();
      isDragging.value = false;
    };
  }, []);
}
