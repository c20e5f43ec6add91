const DAYS_KEPT_FRESH = 2 * 365;
const DAY = 24 * 60 * 60 * 1000;

/** Whether a record was last updated over two years ago; a record without date is not called old. */
export function isAged(updated: string | null, today: Date = new Date()): boolean {
  return updated !== null && today.getTime() - new Date(updated).getTime() > DAYS_KEPT_FRESH * DAY;
}
