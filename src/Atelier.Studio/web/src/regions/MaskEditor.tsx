import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { announce } from '../app/announce';
import { pictureUrl } from '../api/client';
import { uploadPicture } from '../api/upload';
import { Dialog } from '../parts/Dialog';
import { Fault } from '../parts/Fault';
import { Icon, type IconName } from '../parts/Icon';
import { Slider } from '../parts/Slider';
import { t } from '../texts';
import { MaskBitmap, maskSize, type Area } from './maskBitmap';
import { decodeMask, drawVeil, encodeMask } from './maskPicture';
import { RectangleFields } from './RectangleFields';
import { useBrush, type Tool } from './useBrush';

/** The picture that a part is marked in. */
export interface Easel {
  url: string;
  width: number;
  height: number;
  isPainting: boolean;
}

interface MaskEditorProps {
  easel: Easel;
  /** A mask that is to be changed. */
  mask?: string | undefined;
  onDone: (mask: string) => void;
  onClose: () => void;
}

/** Paints a part of a photograph or painting: with a brush, or as rectangles by numbers. */
export function MaskEditor({ easel, mask: given, onDone, onClose }: MaskEditorProps) {
  const texts = t.value.regions;
  const own = easel.isPainting ? texts.ofPainting : texts.ofPhotograph;
  const mask = useMemo(() => {
    const { width, height } = maskSize(easel.width, easel.height);
    return new MaskBitmap(width, height);
  }, []);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [tool, setTool] = useState<Tool>('brush');
  const [size, setSize] = useState(12);
  const [softness, setSoftness] = useState(40);
  const [version, setVersion] = useState(0);
  const [fault, setFault] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const [isLeaving, setLeaving] = useState(false);

  const show = (area: Area | null): void => {
    if (area && canvas.current) {
      drawVeil(canvas.current, mask, area);
    }
  };
  const showAll = (): void => show({ left: 0, top: 0, right: mask.width, bottom: mask.height });
  const changed = (): void => setVersion((old) => old + 1);

  useEffect(() => {
    canvas.current!.focus({ preventScroll: true });
    if (given) {
      decodeMask(pictureUrl(given), mask).then(
        () => {
          showAll();
          changed();
        },
        setFault,
      );
    }
  }, []);

  const radius = ((size / 100) * Math.max(mask.width, mask.height)) / 2;
  const brush = useBrush({ canvas, mask, tool, radius, softness: softness / 100, show, changed });

  const step = (action: () => void, said?: string): void => {
    action();
    showAll();
    changed();
    if (said) {
      announce(said);
    }
  };
  const undoable = (action: () => void, said?: string): void =>
    step(() => {
      mask.begin();
      action();
    }, said);

  const rectangle = (left: number, top: number, width: number, height: number, value: 0 | 255): void =>
    undoable(() => mask.rectangle(left, top, width, height, value));

  const coverage = useMemo(() => mask.coverage, [version]);

  const done = async (): Promise<void> => {
    if (mask.isEmpty) {
      setFault(new Error(texts.nothingPainted));
      return;
    }
    setSending(true);
    setFault(null);
    try {
      const picture = await uploadPicture(await encodeMask(mask));
      onDone(picture.id);
    } catch (error) {
      setFault(error);
      setSending(false);
    }
  };

  // Strokes take time to paint: nobody should lose them by one key.
  const leave = (): void => (mask.canUndo && !isLeaving ? setLeaving(true) : onClose());

  const keys = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      step(() => (event.shiftKey ? mask.redo() : mask.undo()));
    }
  };

  return (
    <Dialog title={own.title} kind="screen" onClose={leave} onKeyDown={keys}>
      <div class="mask-editor">
        <div class="mask-stage">
          <div class="mask-easel" style={{ '--ratio': `${easel.width} / ${easel.height}`, '--ratio-number': String(easel.width / easel.height) }}>
            <img src={easel.url} alt="" />
            <canvas
              ref={canvas}
              width={mask.width}
              height={mask.height}
              tabIndex={0}
              role="application"
              aria-label={own.canvas(t.value.percent(coverage))}
              aria-describedby="mask-help"
              {...brush.handlers}
            />
            <div class="mask-cursor" ref={brush.cursor} aria-hidden="true" />
          </div>
        </div>
        <div class="mask-tools">
          <p id="mask-help" class="hint">
            {own.help}
          </p>
          <div class="tool-row" role="group" aria-label={texts.tools}>
            <ToolButton icon="brush" label={texts.brush} isOn={tool === 'brush'} onClick={() => setTool('brush')} />
            <ToolButton icon="eraser" label={texts.eraser} isOn={tool === 'eraser'} onClick={() => setTool('eraser')} />
            <ToolButton icon="frame" label={texts.rectangle} isOn={tool === 'rectangle'} onClick={() => setTool('rectangle')} />
          </div>
          <Slider label={texts.brushSize} value={size} min={1} max={60} step={1} text={t.value.percent(size / 100)} onChange={setSize} disabled={tool === 'rectangle'} />
          <Slider label={texts.softEdge} value={softness} min={0} max={100} step={5} text={t.value.percent(softness / 100)} onChange={setSoftness} disabled={tool === 'rectangle'} />
          <div class="step-row" role="group" aria-label={texts.steps}>
            <button type="button" class="quiet" disabled={!mask.canUndo} onClick={() => step(() => mask.undo(), texts.undone)}>
              <Icon name="undo" />
              {texts.undo}
            </button>
            <button type="button" class="quiet" disabled={!mask.canRedo} onClick={() => step(() => mask.redo())}>
              <Icon name="redo" />
              {texts.redo}
            </button>
            <button type="button" class="quiet" onClick={() => undoable(() => mask.invert())}>
              <Icon name="contrast" />
              {texts.invert}
            </button>
            <button type="button" class="quiet" disabled={mask.isEmpty} onClick={() => undoable(() => mask.clear())}>
              <Icon name="trash" />
              {texts.clear}
            </button>
          </div>
          <RectangleFields onRectangle={rectangle} />
          <div class="mask-foot">
            {fault !== null && <Fault error={fault} />}
            {isLeaving && (
              <div class="leave" role="alert">
                <p>{texts.leave}</p>
                <div class="tool-row">
                  <button type="button" onClick={() => setLeaving(false)}>
                    {texts.stay}
                  </button>
                  <button type="button" class="danger" onClick={onClose}>
                    {texts.throwAway}
                  </button>
                </div>
              </div>
            )}
            <p class="hint">{texts.covered(t.value.percent(coverage))}</p>
            <button type="button" class="primary" disabled={isSending} onClick={() => void done()}>
              {isSending ? t.value.compose.sending : own.done}
            </button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function ToolButton({ icon, label, isOn, onClick }: { icon: IconName; label: string; isOn: boolean; onClick: () => void }) {
  return (
    <button type="button" class="tool" aria-pressed={isOn} onClick={onClick}>
      <Icon name={icon} />
      {label}
    </button>
  );
}
