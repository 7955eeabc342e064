import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface FileButtonProps {
  onFiles: (files: File[]) => void;
  multiple?: boolean;
  class?: string;
  children: ComponentChildren;
  label?: string;
}

export const acceptedPictures = 'image/*,.tif,.tiff,.avif';

/** A button that asks for picture files. */
export function FileButton({ onFiles, multiple = false, class: name, children, label }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={name} aria-label={label} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={acceptedPictures}
        multiple={multiple}
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
