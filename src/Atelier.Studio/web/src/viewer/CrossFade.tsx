import { useEffect, useState } from 'preact/hooks';

interface CrossFadeProps {
  url: string;
  alt: string;
  width: number;
  height: number;
}

/** A picture that changes gently: the next one is shown when it has arrived, above the one before. */
export function CrossFade({ url, alt, width, height }: CrossFadeProps) {
  const [layers, setLayers] = useState<readonly string[]>([url]);

  useEffect(() => {
    if (layers.at(-1) === url) {
      return;
    }
    let isWanted = true;
    const next = new Image();
    next.onload = () => {
      if (isWanted) {
        setLayers((old) => [...old.slice(-1), url]);
      }
    };
    next.src = url;
    return () => {
      isWanted = false;
    };
  }, [url]);

  return (
    <div class="cross-fade" style={{ '--ratio': `${width} / ${height}`, '--ratio-number': String(width / height) }}>
      {layers.map((layer, index) => (
        <img key={layer} src={layer} alt={index === layers.length - 1 ? alt : ''} draggable={false} />
      ))}
    </div>
  );
}
