const paths = {
  mark: 'M5 19 12 5l7 14M7 15.5c3-1.9 6 1.6 10-1',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5 10 17l9-10',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  contrast: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 3.5v17M12 7h5.5M12 11h8M12 15h7M12 19h3',
  picture: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9.5h.01',
  brush: 'M20 4c-5 2-9 6-10.500 9.500L11.500 15.500C15 14 19 9 20 4zM9 14.500c-2.500 0-3.500 1.500-3.500 3.500 0 1-.7 1.700-1.500 2 3.500.700 7-.500 7-3.500 0-1-.800-2-2-2z',
  eraser: 'M9 19h11M5 14.5 13.500 6a2 2 0 0 1 2.800 0l2.700 2.700a2 2 0 0 1 0 2.800L11.500 19H8zM9.500 10l5.500 5.500',
  frame: 'M4 4h16v16H4zM8 8h8v8H8z',
  undo: 'M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3',
  redo: 'M16 5l4 4-4 4M20 9H10a5.500 5.500 0 0 0 0 11h3',
  trash: 'M5 7h14M10 4h4M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  pause: 'M9 5v14M15 5v14',
  play: 'M7 4.500v15l12-7.500z',
  stop: 'M6 6h12v12H6z',
  download: 'M12 4v11M7 10.500l5 5 5-5M5 20h14',
  expand: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  compare: 'M12 3v18M4 7h5v10H4zM15 7h5v10h-5',
  larger: 'M4 13v7h7M20 11V4h-7M20 4l-7 7M4 20l7-7',
  again: 'M19 12a7 7 0 1 1-2.500-5.400M19.500 3.500v4h-4',
  warning: 'M12 4 2.500 20h19zM12 10v4.500M12 17.300h.01',
  chevron: 'M8 10l4 4 4-4',
  handle: 'M9 8l-4 4 4 4M15 8l4 4-4 4',
  pin: 'M9 4h6M10 4v6l-3 4h10l-3-4V4M12 14v6',
  pencil: 'M5 19l1-4L16 5l3 3L9 18z',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words, or in a button that has a label of its own; never read aloud. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
