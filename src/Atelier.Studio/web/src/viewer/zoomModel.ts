/** How a picture is seen: its scale, and where its middle lies beside the window's, in CSS pixels. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Box {
  width: number;
  height: number;
}

const largest = 16;

/** The scale at which the picture just fits into the window, small pictures enlarged for it. */
export const fitScale = (picture: Box, window: Box): number => Math.min(largest, window.width / picture.width, window.height / picture.height);

export const fitted = (picture: Box, window: Box): View => ({ scale: fitScale(picture, window), x: 0, y: 0 });

/** All of the picture, pixel by pixel where the window has room for that. */
export const whole = (picture: Box, window: Box): View => ({ scale: Math.min(1, fitScale(picture, window)), x: 0, y: 0 });

const between = (scale: number, picture: Box, window: Box): number => Math.min(largest, Math.max(whole(picture, window).scale, scale));

/** Keeps the picture in the window: not smaller than it must be to be seen as a whole, never out of sight. */
export function held(view: View, picture: Box, window: Box): View {
  const scale = between(view.scale, picture, window);
  const roomX = Math.max(0, (picture.width * scale - window.width) / 2);
  const roomY = Math.max(0, (picture.height * scale - window.height) / 2);
  return { scale, x: Math.min(roomX, Math.max(-roomX, view.x)), y: Math.min(roomY, Math.max(-roomY, view.y)) };
}

/** Zooms so that what lies at a point stays there; the point is seen from the window's middle. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }, picture: Box, window: Box): View {
  const scale = between(view.scale * factor, picture, window);
  const ratio = scale / view.scale;
  return held({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, picture, window);
}
