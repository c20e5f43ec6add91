/** The zones of the geography shown: from their outlines, or from the register where tiles draw them. */
import { computed } from '@preact/signals';
import { dataOf } from './resource';
import { type Roll, rollOfOutlines, rollOfRegister } from './rolls';
import { register, tiled, zones } from './territory';

export const roll = computed<Roll | null>(() => {
  if (tiled.value) {
    const listed = dataOf(register.loaded.value);
    return listed ? rollOfRegister(listed) : null;
  }
  const outlines = dataOf(zones.loaded.value);
  return outlines ? rollOfOutlines(outlines) : null;
});

export const nameOf = (code: string): string | undefined => {
  const at = roll.value?.at.get(code);
  return at === undefined ? undefined : roll.value?.names[at];
};
