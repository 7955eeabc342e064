import { useEffect, useState } from 'preact/hooks';

/** The size of a picture that only its address is known of. */
export function usePictureSize(url: string): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    let isWanted = true;
    const image = new Image();
    image.onload = () => {
      if (isWanted) {
        setSize({ width: image.naturalWidth, height: image.naturalHeight });
      }
    };
    image.src = url;
    return () => {
      isWanted = false;
    };
  }, [url]);
  return size;
}
