import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Area, MaskBitmap } from './maskBitmap';

export type Tool = 'brush' | 'eraser' | 'rectangle';

interface BrushUse {
  canvas: RefObject<HTMLCanvasElement | null>;
  mask: MaskBitmap;
  tool: Tool;
  /** In pixels of the mask. */
  radius: number;
  softness: number;
  show: (area: Area | null) => void;
  changed: () => void;
}

interface Point {
  x: number;
  y: number;
}

// How much of the brush a pen's lightest touch still uses.
const lightestTouch = 0.35;
const keyStep = 0.02;

/** Brings mouse, touch, pen and arrow keys to the mask, and shows where the brush is. */
export function useBrush({ canvas, mask, tool, radius, softness, show, changed }: BrushUse) {
  const cursor = useRef<HTMLDivElement>(null);
  const last = useRef<Point | null>(null);
  const start = useRef<Point | null>(null);
  const keyPlace = useRef<Point>({ x: mask.width / 2, y: mask.height / 2 });

  const place = (event: PointerEvent): Point => {
    const box = canvas.current!.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * mask.width, y: ((event.clientY - box.top) / box.height) * mask.height };
  };

  const brushOf = (event: PointerEvent | null) => ({
    radius: event?.pointerType === 'pen' ? radius * (lightestTouch + (1 - lightestTouch) * event.pressure) : radius,
    softness,
    isEraser: tool === 'eraser' || (event !== null && (event.buttons & 32) !== 0),
  });

  const moveCursor = (x: number, y: number, width: number, height: number, isBox: boolean): void => {
    const element = cursor.current;
    if (element) {
      element.classList.toggle('is-box', isBox);
      element.style.left = `${(x / mask.width) * 100}%`;
      element.style.top = `${(y / mask.height) * 100}%`;
      element.style.width = `${(width / mask.width) * 100}%`;
      element.style.height = `${(height / mask.height) * 100}%`;
      element.hidden = false;
    }
  };

  const showBrushAt = ({ x, y }: Point): void => moveCursor(x - radius, y - radius, radius * 2, radius * 2, false);

  const hide = (): void => {
    if (cursor.current) {
      cursor.current.hidden = true;
    }
  };

  useEffect(hide, [tool]);

  const down = (event: PointerEvent): void => {
    if (event.button > 0 && event.button !== 5) {
      return;
    }
    canvas.current!.setPointerCapture(event.pointerId);
    const point = place(event);
    mask.begin();
    if (tool === 'rectangle') {
      start.current = point;
    } else {
      last.current = point;
      show(mask.dab(point.x, point.y, brushOf(event)));
    }
  };

  const move = (event: PointerEvent): void => {
    const point = place(event);
    if (start.current) {
      const from = start.current;
      moveCursor(Math.min(from.x, point.x), Math.min(from.y, point.y), Math.abs(point.x - from.x), Math.abs(point.y - from.y), true);
      return;
    }
    if (tool !== 'rectangle') {
      showBrushAt(point);
    }
    if (last.current) {
      const events = event.getCoalescedEvents?.() ?? [];
      for (const each of events.length > 0 ? events : [event]) {
        const to = place(each);
        show(mask.stroke(last.current.x, last.current.y, to.x, to.y, brushOf(each)));
        last.current = to;
      }
    }
  };

  const up = (event: PointerEvent): void => {
    if (start.current) {
      const to = place(event);
      const from = start.current;
      show(
        mask.rectangle(Math.min(from.x, to.x) / mask.width, Math.min(from.y, to.y) / mask.height, Math.abs(to.x - from.x) / mask.width, Math.abs(to.y - from.y) / mask.height, 255),
      );
      hide();
    }
    if (start.current || last.current) {
      start.current = null;
      last.current = null;
      changed();
    }
  };

  const keys = (event: KeyboardEvent): void => {
    const step = keyStep * Math.max(mask.width, mask.height) * (event.shiftKey ? 4 : 1);
    const moves: Record<string, readonly [number, number]> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const by = moves[event.key];
    const at = keyPlace.current;
    if (by) {
      event.preventDefault();
      keyPlace.current = { x: Math.min(mask.width, Math.max(0, at.x + by[0])), y: Math.min(mask.height, Math.max(0, at.y + by[1])) };
      showBrushAt(keyPlace.current);
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      mask.begin();
      show(mask.dab(at.x, at.y, brushOf(null)));
      showBrushAt(at);
      changed();
    }
  };

  return {
    cursor,
    handlers: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up, onPointerLeave: () => !start.current && hide(), onKeyDown: keys, onBlur: hide },
  };
}
