import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../parts/Dialog';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { fitted, held, whole, zoomed, type Box, type View } from './zoomModel';

interface FullSizeProps {
  url: string;
  alt: string;
  title: string;
  width: number;
  height: number;
  onClose: () => void;
}

const keyFactor = 1.25;
const keyStep = 80;

/** The picture at any size: wheel, pinch, drag, buttons or keys. */
export function FullSize({ url, alt, title, width, height, onClose }: FullSizeProps) {
  const texts = t.value.viewer;
  const stage = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const picture: Box = { width, height };
  const [view, setView] = useState<View | null>(null);

  const size = (): Box => ({ width: stage.current?.clientWidth ?? 1, height: stage.current?.clientHeight ?? 1 });
  const now = view ?? { scale: 1, x: 0, y: 0 };

  useEffect(() => {
    const element = stage.current!;
    setView(whole(picture, size()));
    element.focus({ preventScroll: true });
    const observer = new ResizeObserver(() => setView((old) => (old ? held(old, picture, size()) : old)));
    observer.observe(element);
    // Preact's own listener would be passive, and the page behind would scroll.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      setView((old) => old && zoomed(old, Math.exp(-event.deltaY / 400), fromMiddle(event), picture, size()));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, []);

  const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): { x: number; y: number } => {
    const box = stage.current!.getBoundingClientRect();
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  };

  const zoom = (factor: number): void => setView(zoomed(now, factor, { x: 0, y: 0 }, picture, size()));
  const move = (x: number, y: number): void => setView(held({ ...now, x: now.x + x, y: now.y + y }, picture, size()));
  const fit = (): void => setView(fitted(picture, size()));
  const actual = (): void => zoom(1 / now.scale);

  const pointerMove = (event: PointerEvent): void => {
    const before = pointers.current.get(event.pointerId);
    if (!before) {
      return;
    }
    const at = fromMiddle(event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, at);
    setView((old) => {
      if (!old) {
        return old;
      }
      if (!other) {
        return held({ ...old, x: old.x + at.x - before.x, y: old.y + at.y - before.y }, picture, size());
      }
      const spread = Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      return zoomed(old, spread, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }, picture, size());
    });
  };

  const keys = (event: KeyboardEvent): void => {
    const actions: Record<string, () => void> = {
      '+': () => zoom(keyFactor),
      '=': () => zoom(keyFactor),
      '-': () => zoom(1 / keyFactor),
      '0': fit,
      '1': actual,
      ArrowLeft: () => move(keyStep, 0),
      ArrowRight: () => move(-keyStep, 0),
      ArrowUp: () => move(0, keyStep),
      ArrowDown: () => move(0, -keyStep),
    };
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  };

  return (
    <Dialog
      title={<bdi>{title}</bdi>}
      kind="screen"
      onClose={onClose}
      onKeyDown={keys}
      tools={
        <div class="zoom-tools" role="group" aria-label={texts.zoom}>
          <button type="button" class="quiet icon-only" aria-label={texts.zoomOut} title={texts.zoomOut} onClick={() => zoom(1 / keyFactor)}>
            <Icon name="minus" />
          </button>
          <output class="zoom-value">{t.value.percent(now.scale)}</output>
          <button type="button" class="quiet icon-only" aria-label={texts.zoomIn} title={texts.zoomIn} onClick={() => zoom(keyFactor)}>
            <Icon name="plus" />
          </button>
          <button type="button" class="quiet" onClick={fit}>
            {texts.fit}
          </button>
          <button type="button" class="quiet" onClick={actual}>
            1:1
          </button>
        </div>
      }
    >
      <div
        ref={stage}
        class="zoom-stage"
        tabIndex={0}
        role="group"
        aria-label={texts.zoomStage}
        onDblClick={() => (now.scale === fitted(picture, size()).scale ? actual() : fit())}
        onPointerDown={(event) => {
          stage.current!.setPointerCapture(event.pointerId);
          pointers.current.set(event.pointerId, fromMiddle(event));
        }}
        onPointerMove={pointerMove}
        onPointerUp={(event) => pointers.current.delete(event.pointerId)}
        onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
      >
        <img
          src={url}
          alt={alt}
          width={width}
          height={height}
          draggable={false}
          class={now.scale > 3 ? 'is-pixelated' : ''}
          style={{ transform: `translate(-50%, -50%) translate(${now.x}px, ${now.y}px) scale(${now.scale})` }}
        />
      </div>
    </Dialog>
  );
}
