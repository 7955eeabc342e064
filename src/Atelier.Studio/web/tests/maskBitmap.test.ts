import { describe, expect, it } from 'vitest';
import { MaskBitmap, maskSize } from '../src/regions/maskBitmap';

const brush = { radius: 4, softness: 0, isEraser: false };

describe('MaskBitmap', () => {
  it('marks what lies under the brush, and nothing else', () => {
    const mask = new MaskBitmap(20, 20);
    mask.dab(10, 10, brush);
    expect(mask.pixels[10 * 20 + 10]).toBe(255);
    expect(mask.pixels[10 * 20 + 16]).toBe(0);
    expect(mask.coverage).toBeCloseTo((Math.PI * 4 * 4) / 400, 1);
  });

  it('fades towards the edge where the brush is soft', () => {
    const mask = new MaskBitmap(40, 40);
    mask.dab(20, 20, { radius: 15, softness: 1, isEraser: false });
    const row = [...mask.pixels.slice(20 * 40 + 20, 20 * 40 + 36)];
    expect(row).toEqual([...row].sort((a, b) => b - a));
    expect(row[8]).toBeGreaterThan(20);
    expect(row[8]).toBeLessThan(235);
  });

  it('never thins out what is there already', () => {
    const mask = new MaskBitmap(20, 20);
    mask.dab(10, 10, brush);
    mask.dab(14, 10, { radius: 6, softness: 1, isEraser: false });
    expect(mask.pixels[10 * 20 + 10]).toBe(255);
  });

  it('erases', () => {
    const mask = new MaskBitmap(20, 20);
    mask.rectangle(0, 0, 1, 1, 255);
    mask.dab(10, 10, { ...brush, isEraser: true });
    expect(mask.pixels[10 * 20 + 10]).toBe(0);
    expect(mask.pixels[0]).toBe(255);
  });

  it('joins the prints of a stroke', () => {
    const mask = new MaskBitmap(100, 10);
    mask.stroke(5, 5, 95, 5, { radius: 3, softness: 0, isEraser: false });
    expect(mask.pixels.slice(5 * 100 + 5, 5 * 100 + 95).every((value) => value === 255)).toBe(true);
  });

  it('says which part changed, inside the picture', () => {
    const mask = new MaskBitmap(20, 10);
    expect(mask.dab(0, 0, brush)).toEqual({ left: 0, top: 0, right: 5, bottom: 5 });
    expect(mask.dab(100, 100, brush)).toBeNull();
  });

  it('takes strokes back one by one, and gives them again', () => {
    const mask = new MaskBitmap(10, 10);
    mask.begin();
    mask.rectangle(0, 0, 0.5, 1, 255);
    mask.begin();
    mask.rectangle(0.5, 0, 0.5, 1, 255);
    mask.undo();
    expect(mask.coverage).toBe(0.5);
    mask.undo();
    expect(mask.isEmpty).toBe(true);
    expect(mask.canUndo).toBe(false);
    mask.redo();
    mask.redo();
    expect(mask.coverage).toBe(1);
    expect(mask.canRedo).toBe(false);
  });

  it('is no larger than it need be', () => {
    expect(maskSize(8000, 4000)).toEqual({ width: 1024, height: 512 });
    expect(maskSize(300, 200)).toEqual({ width: 300, height: 200 });
    expect(maskSize(9000, 1)).toEqual({ width: 1024, height: 1 });
  });
});
