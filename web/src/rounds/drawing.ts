/** The round on the map: its stops in order and the way between them. */
import { effect } from '@preact/signals';
import { RoundLayer } from '../map/round';
import type { TerritoryMap } from '../map/territory-map';
import { chooseStop } from '../state/screen';
import { plan } from './state';

export function drawRound(drawn: TerritoryMap): () => void {
  const layer = drawn.overlay((map) => new RoundLayer(map, chooseStop, (box) => drawn.lookAtBox(box)));
  return effect(() => {
    const present = plan.value;
    layer.draw(present.state === 'ready' ? present.round : null);
  });
}
