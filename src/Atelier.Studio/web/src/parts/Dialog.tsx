import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../texts';
import { Icon } from './Icon';

interface DialogProps {
  title: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
  kind?: 'sheet' | 'screen';
  tools?: ComponentChildren;
  /** Keys that mean something wherever in the dialog the focus is. */
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** A modal dialog, open as long as it is shown. The browser keeps the focus inside and gives it back at the end. */
export function Dialog({ title, onClose, children, kind = 'sheet', tools, onKeyDown }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const isShown = useRef(true);

  useEffect(() => {
    const element = dialog.current!;
    const opener = document.activeElement;
    element.showModal();
    return () => {
      isShown.current = false;
      element.close();
      if (opener instanceof HTMLElement && opener.isConnected) {
        opener.focus();
      }
    };
  }, []);

  const cancel = (event: Event): void => {
    event.preventDefault();
    onClose();
  };

  // A browser may close a dialog without asking, at the second Escape for one.
  const closed = (): void => {
    if (isShown.current) {
      onClose();
    }
  };

  const clickOutside = (event: MouseEvent): void => {
    if (kind === 'sheet' && event.target === dialog.current) {
      onClose();
    }
  };

  return (
    <dialog ref={dialog} class={`dialog dialog-${kind}`} aria-labelledby={heading} onCancel={cancel} onClose={closed} onClick={clickOutside} onKeyDown={onKeyDown}>
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <div class="dialog-tools">
            {tools}
            <button type="button" class="quiet icon-only" aria-label={t.value.close} title={t.value.close} onClick={onClose}>
              <Icon name="close" />
            </button>
          </div>
        </div>
        {children}
      </div>
    </dialog>
  );
}
