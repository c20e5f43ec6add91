const PATHS = {
  share: 'M8 12v7a1 1 0 0 0 1 1h6a1 1 0 0 0 1-1v-7M12 14V4m0 0L8.5 7.5M12 4l3.5 3.5',
  moon: 'M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5Z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  frame: 'M4 9V5a1 1 0 0 1 1-1h4M15 4h4a1 1 0 0 1 1 1v4M20 15v4a1 1 0 0 1-1 1h-4M9 20H5a1 1 0 0 1-1-1v-4',
  layers: 'm12 3.5 8.5 4.5L12 12.5 3.5 8 12 3.5ZM4 12.5l8 4.2 8-4.2M4 16.5l8 4.2 8-4.2',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10v10a1 1 0 0 1-1 1H10a1 1 0 0 1-1-1V9ZM15 9V5a1 1 0 0 0-1-1H6a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h3',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  down: 'm6 9.5 6 6 6-6',
  up: 'm6 14.5 6-6 6 6',
  table: 'M4 5h16v14H4V5ZM4 10h16M10 10v9M4 14.5h16',
  download: 'M12 4v11m0 0-4-4m4 4 4-4M5 20h14',
  pin: 'M12 21s6.5-6 6.5-11a6.5 6.5 0 1 0-13 0c0 5 6.5 11 6.5 11ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16 16l4.5 4.5',
  back: 'm14.5 6-6 6 6 6',
  forth: 'm9.5 6 6 6-6 6',
  locate:
    'M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM12 2.5v4M12 17.5v4M2.5 12h4M17.5 12h4M12 11.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z',
  draw: 'm5 16 3-10 9-2 3 9-7 6-8-3ZM5 16h.01M8 6h.01M17 4h.01M20 13h.01M13 19h.01',
  play: 'M8 5.5v13l10-6.5-10-6.5Z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  print: 'M7 9V4h10v5M7 17H4.5v-6a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v6H17M7 14h10v6H7v-6Z',
  image: 'M4 5h16v14H4V5ZM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5h.01',
  outbox: 'M4 13v6h16v-6M4 13l2.5-8h11L20 13M4 13h5l1 2.5h4l1-2.5h5',
  keep: 'M6 4h12v16l-6-4.5L6 20V4Z',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawn sign beside words, or inside a button that has a name; silent for screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark of the product: a mesh of which one thread is torn. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="32" height="32" rx="8" />
      <path class="mark-thread" d="M9 9h14M9 9v14M23 9 9 23M9 23h6" />
      <path class="mark-thread mark-torn" d="M23 9v8M15 23h4" />
      <circle class="mark-knot" cx="9" cy="9" r="2.6" />
      <circle class="mark-knot" cx="23" cy="9" r="2.6" />
      <circle class="mark-knot" cx="9" cy="23" r="2.6" />
      <circle class="mark-gap" cx="23" cy="23" r="3.4" />
    </svg>
  );
}
