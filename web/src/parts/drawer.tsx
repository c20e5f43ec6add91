import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { picture } from '../picture';
import { go, view } from '../state/view';
import { Downloads } from './downloads';
import { Icon } from './icon';
import { later } from './later';

const Table = later(() => import('./table').then((part) => part.Table));

/** The table under the map, closed to one line or open to a third of the screen. */
export function Drawer() {
  const open = view.value.table;
  const { table, rows, openTable, closeTable } = words.value;
  const count = picture.value?.rows.length;
  return (
    <section class="drawer" aria-label={table} data-open={open} id="table" tabIndex={-1}>
      <div class="drawer-bar">
        <button
          type="button"
          class="drawer-toggle"
          aria-expanded={open}
          title={open ? closeTable : openTable}
          onClick={() => go({ table: !open }, true)}
        >
          <Icon name="table" />
          {table}
          {count !== undefined && <span class="drawer-count">{rows(count, whole(count))}</span>}
          <Icon name={open ? 'down' : 'up'} />
        </button>
        <Downloads />
      </div>
      {open && <Table />}
    </section>
  );
}
