import { say } from '../i18n';
import { territory } from '../state/territory';

/** What a theme is called. */
export function themeName(code: string): string {
  const known = territory.value?.themes.find((theme) => theme.code === code);
  return known ? say(known.label) : code;
}
