/** To a place of the page, without leaving its address: what follows # tells what the report is about. */
export function leap(event: MouseEvent & { currentTarget: HTMLAnchorElement }): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const place = document.getElementById(event.currentTarget.getAttribute('href')?.slice(1) ?? '');
  place?.scrollIntoView({ block: 'start' });
  place?.focus({ preventScroll: true });
}
