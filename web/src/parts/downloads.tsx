import { useState } from 'preact/hooks';
import { addressOf } from '../api/client';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { picture } from '../picture';
import { announce } from '../state/screen';
import { Icon } from './icon';
import { sightOfMap } from './map-region';

/** What the map shows, to take away: as rows, as shapes, as an image, or kept for where there is no network. */
export function Downloads() {
  const present = picture.value;
  if (!present) return null;
  const { download, image, imageAbout, notice, noticeAbout } = words.value;
  return (
    <div class="downloads">
      <Icon name="download" />
      <span class="unseen">{download}</span>
      <a href={addressOf(present.downloads.csv)} download>
        CSV
      </a>
      <a href={addressOf(present.downloads.geojson)} download>
        GeoJSON
      </a>
      <button type="button" class="link" title={imageAbout} onClick={saveImage}>
        {image}
      </button>
      <button type="button" class="link" title={noticeAbout} onClick={saveNotice}>
        {notice}
      </button>
      <Pack />
    </div>
  );
}

async function saveImage(): Promise<void> {
  const { saveImage: save } = await import('../export/image');
  await save();
  announce(words.value.imageDone);
}

async function saveNotice(): Promise<void> {
  const { saveNotice: save } = await import('../export/notice');
  save();
}

/** Keeps the view for where there is no network; says how far it is, then what was kept. */
function Pack() {
  const [said, setSaid] = useState<string | null>(null);
  const { pack, packAbout } = words.value;
  const keep = async () => {
    const sentence = await packView(setSaid);
    setSaid(null);
    announce(sentence);
    setSaid(sentence);
    setTimeout(() => setSaid(null), 6000);
  };
  return (
    <>
      <button type="button" class="link" title={packAbout} disabled={said !== null} onClick={keep}>
        {pack}
      </button>
      {said && <span class="note">{said}</span>}
    </>
  );
}

async function packView(tell: (words: string) => void): Promise<string> {
  const { packImpossible, packing, packFailed, packed } = words.value;
  const { canPack, pack } = await import('../offline/pack');
  const sight = sightOfMap();
  if (!canPack() || !sight) return packImpossible;
  const kept = await pack(sight, (done, of) => tell(packing(whole(done), whole(of))));
  return kept.failed > 0 ? packFailed : packed(kept.zones, whole(kept.zones));
}
