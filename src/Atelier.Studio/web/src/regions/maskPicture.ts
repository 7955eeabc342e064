import type { Area, MaskBitmap } from './maskBitmap';

const tint = [70, 86, 224] as const;
const opacity = 0.62;

/** Shows the changed part of a mask as a coloured veil. */
export function drawVeil(canvas: HTMLCanvasElement, mask: MaskBitmap, area: Area): void {
  const width = area.right - area.left;
  const height = area.bottom - area.top;
  const veil = new ImageData(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = mask.pixels[(area.top + row) * mask.width + area.left + column]!;
      veil.data.set([...tint, value * opacity], (row * width + column) * 4);
    }
  }
  canvas.getContext('2d')!.putImageData(veil, area.left, area.top);
}

/** The mask as a grey PNG. */
export function encodeMask(mask: MaskBitmap): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = mask.width;
  canvas.height = mask.height;
  const picture = new ImageData(mask.width, mask.height);
  mask.pixels.forEach((value, index) => picture.data.set([value, value, value, 255], index * 4));
  canvas.getContext('2d')!.putImageData(picture, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser could not write the mask.'))), 'image/png'));
}

/** Reads a mask back that was sent before. */
export async function decodeMask(url: string, mask: MaskBitmap): Promise<void> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = mask.width;
  canvas.height = mask.height;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(image, 0, 0, mask.width, mask.height);
  const { data } = context.getImageData(0, 0, mask.width, mask.height);
  for (let i = 0; i < mask.pixels.length; i++) {
    mask.pixels[i] = data[i * 4]!;
  }
}
