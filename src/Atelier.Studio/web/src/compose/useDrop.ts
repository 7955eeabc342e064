import { useEffect } from 'preact/hooks';
import { signal } from '@preact/signals';
import { receive, type Upload } from './uploads';

/** Whether files are being dragged over the page. */
export const isDragging = signal(false);

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files dropped anywhere on the page, or pasted. What lies on a place with a purpose of its own goes there. */
export function useDropAndPaste(): void {
  useEffect(() => {
    let depth = 0;
    const stop = new AbortController();
    const listen = <K extends keyof WindowEventMap>(name: K, handle: (event: WindowEventMap[K]) => void): void =>
      addEventListener(name, handle, { signal: stop.signal });

    listen('dragenter', (event) => {
      if (hasFiles(event)) {
        depth++;
        isDragging.value = true;
      }
    });
    listen('dragleave', () => {
      depth = Math.max(0, depth - 1);
      isDragging.value = depth > 0;
    });
    listen('dragover', (event) => {
      if (hasFiles(event)) {
        event.preventDefault();
      }
    });
    listen('drop', (event) => {
      depth = 0;
      isDragging.value = false;
      if (hasFiles(event)) {
        event.preventDefault();
        const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop]') : null;
        receive([...(event.dataTransfer?.files ?? [])], (place?.dataset.drop as Upload['purpose'] | undefined) ?? 'any');
      }
    });
    listen('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) {
        event.preventDefault();
        receive(files, 'any');
      }
    });
    return () => {
      stop.abort();
      isDragging.value = false;
    };
  }, []);
}
