import { computed } from '@preact/signals';
import { words } from '../i18n';
import { amount, whole } from '../i18n/numbers';
import { shadeOfTown, type Town } from '../map/towns';
import { picture } from '../picture';
import { placeOfShade, SHADES } from '../picture/shade';
import { compact } from '../state/device';
import { dataOf } from '../state/resource';
import { nameOf, roll } from '../state/roll';
import { type Pointed, pointed } from '../state/screen';
import { indicator, services } from '../state/territory';
import { ownShades, townValues } from '../state/town-values';
import { spotOfZone } from './map-region';

const EDGE = 260;

/** Name and value of the place under the pointer, beside it. */
export function ReadOut() {
  const present = pointed.value;
  if (!present || compact.value) return null;
  const spot = present.spot.x >= 0 ? present.spot : 'zone' in present.what ? spotOfZone(present.what.zone) : null;
  const said = sayOf(present.what);
  if (!spot || !said) return null;
  const flip = spot.x > EDGE * 2;
  return (
    <div
      class="read-out"
      data-flip={flip}
      style={{ transform: `translate(${spot.x}px, ${spot.y}px)` }}
      aria-hidden="true"
    >
      <div class="read-out-box">
        {said.shade && <span class="swatch" data-palette={picture.value?.palette} data-shade={said.shade} />}
        <strong>{said.name}</strong>
        {said.reading && <span>{said.reading}</span>}
      </div>
    </div>
  );
}

interface Said {
  name: string;
  reading?: string;
  shade?: string;
}

function sayOf(what: Pointed): Said | null {
  if ('group' in what) return { name: words.value.groupOfServices(whole(what.group)) };
  if ('town' in what) return sayTown(what.town);
  return 'service' in what ? sayService(what.service) : sayZone(what.zone);
}

function sayService(id: string): Said | null {
  const service = dataOf(services.loaded.value)?.features.find(({ properties }) => properties.id === id);
  return service ? { name: service.properties.name, reading: service.properties.category } : null;
}

const shadeByCode = computed(() => new Map(picture.value?.rows.map(({ code, shade }) => [code, shade])));

/** A town in the place of its zones: how many there are, and how many bear its colour. */
function sayTown(town: Town): Said {
  const listed = roll.value;
  const shadeAt = (zone: number) => placeOfShade(shadeByCode.value.get(listed?.codes[zone] ?? '') ?? 'plain');
  const place = shadeOfTown(town, shadeAt, listed?.people ?? null, ownShades.value);
  const shade = SHADES[place] ?? 'plain';
  const label = picture.value?.legend.find((entry) => entry.shade === shade)?.label;
  const same = town.zones.filter((zone) => shadeAt(zone) === place).length;
  const { townOfZones, townClass, townValue, colon } = words.value;
  const count = townOfZones(whole(town.zones.length));
  const value = townValues.value?.get(town.code);
  const unit = indicator.value?.unit;
  if (value !== undefined && unit) {
    return { name: town.name, reading: `${count}${colon}${townValue(amount(value, unit))}`, shade };
  }
  return { name: town.name, reading: label ? `${count}${colon}${townClass(whole(same), label)}` : count, shade };
}

function sayZone(code: string): Said | null {
  const row = picture.value?.rows.find((candidate) => candidate.code === code);
  if (row) return row;
  const name = nameOf(code);
  return name ? { name } : null;
}
