export interface Brush {
  /** In pixels of the mask. */
  radius: number;
  /** 0 for a hard edge, 1 for one that fades from the middle on. */
  softness: number;
  isEraser: boolean;
}

/** The part of a mask that changed, in pixels; right and bottom lie outside. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const union = (a: Area | null, b: Area | null): Area | null =>
  a && b ? { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) } : (a ?? b);

const rememberedSteps = 40;

/** A grey picture: 255 where the region is. Each stroke can be taken back. */
export class MaskBitmap {
  readonly pixels: Uint8Array;
  #past: Uint8Array[] = [];
  #future: Uint8Array[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8Array(width * height);
  }

  get isEmpty(): boolean {
    return !this.pixels.some((value) => value > 0);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** The share of the picture that is covered, 0 to 1. */
  get coverage(): number {
    return this.pixels.reduce((sum, value) => sum + value, 0) / (255 * this.pixels.length);
  }

  /** What follows can be taken back as one step. */
  begin(): void {
    this.#past.push(this.pixels.slice());
    if (this.#past.length > rememberedSteps) {
      this.#past.shift();
    }
    this.#future = [];
  }

  undo(): void {
    this.#swap(this.#past, this.#future);
  }

  redo(): void {
    this.#swap(this.#future, this.#past);
  }

  /** A stroke from one point to another: dabs so close that they join. */
  stroke(fromX: number, fromY: number, toX: number, toY: number, brush: Brush): Area | null {
    const distance = Math.hypot(toX - fromX, toY - fromY);
    const dabs = Math.max(1, Math.ceil(distance / Math.max(0.5, brush.radius / 4)));
    let changed: Area | null = null;
    for (let i = 1; i <= dabs; i++) {
      changed = union(changed, this.dab(fromX + ((toX - fromX) * i) / dabs, fromY + ((toY - fromY) * i) / dabs, brush));
    }
    return changed;
  }

  /** One print of the brush. A print never thins out what an earlier one left: the stronger of the two stays. */
  dab(x: number, y: number, { radius, softness, isEraser }: Brush): Area | null {
    const area = this.#clip({ left: x - radius, top: y - radius, right: x + radius + 1, bottom: y + radius + 1 });
    if (!area) {
      return null;
    }
    // Even a hard edge is one pixel soft, or it would be jagged.
    const fade = Math.max(1, radius * softness);
    for (let row = area.top; row < area.bottom; row++) {
      for (let column = area.left; column < area.right; column++) {
        const inside = (radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y)) / fade;
        if (inside > 0) {
          const strength = 255 * smooth(Math.min(1, inside));
          const index = row * this.width + column;
          const before = this.pixels[index]!;
          this.pixels[index] = isEraser ? Math.min(before, 255 - strength) : Math.max(before, strength);
        }
      }
    }
    return area;
  }

  /** Fills a rectangle; its place and size are fractions of the picture. */
  rectangle(left: number, top: number, width: number, height: number, value: 0 | 255): Area | null {
    const area = this.#clip({ left: left * this.width, top: top * this.height, right: (left + width) * this.width, bottom: (top + height) * this.height });
    if (area) {
      for (let row = area.top; row < area.bottom; row++) {
        this.pixels.fill(value, row * this.width + area.left, row * this.width + area.right);
      }
    }
    return area;
  }

  clear(): void {
    this.pixels.fill(0);
  }

  invert(): void {
    for (let i = 0; i < this.pixels.length; i++) {
      this.pixels[i] = 255 - this.pixels[i]!;
    }
  }

  #swap(from: Uint8Array[], to: Uint8Array[]): void {
    const step = from.pop();
    if (step) {
      to.push(this.pixels.slice());
      this.pixels.set(step);
    }
  }

  #clip({ left, top, right, bottom }: Area): Area | null {
    const area = {
      left: Math.max(0, Math.floor(left)),
      top: Math.max(0, Math.floor(top)),
      right: Math.min(this.width, Math.ceil(right)),
      bottom: Math.min(this.height, Math.ceil(bottom)),
    };
    return area.left < area.right && area.top < area.bottom ? area : null;
  }
}

const smooth = (x: number): number => x * x * (3 - 2 * x);

const longestSide = 1024;

/** Masks may be of any size; a large photograph's need not be as large as itself. */
export function maskSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
