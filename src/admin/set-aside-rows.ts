import { decodeValues, parseLayout } from '../spool/layout.ts';
import type { SetAside } from '../spool/set-aside.ts';
import type { SpooledRow } from '../spool/spooled-row.ts';
import type { SetAsideRow, SetAsideRows } from './status.ts';

/** Rows that a page shows. */
const SHOWN = 100;

/** Characters of a value that are shown. */
const LONGEST_VALUE = 200;

/** How long an answer counts, in milliseconds. */
const FRESH_MS = 2000;

/** The rows that wait for a person, as they are shown. */
export interface ShownSetAside {
  /** @param total how many there are according to the store: without any, nothing is asked */
  rows(total: number): Promise<SetAsideRows>;
  /** Has the next question asked anew. */
  forget(): void;
}

/** Keeps an answer for a moment, and the last one where the file cannot be read: its trouble is told elsewhere. */
export function createShownSetAside(
  setAside: SetAside,
  now: () => number = () => performance.now(),
): ShownSetAside {
  let known: SetAsideRows = { total: 0, rows: [] };
  let askedAt = -Infinity;
  let asking: Promise<void> | null = null;
  const ask = async (): Promise<void> => {
    try {
      const { total, rows } = await setAside.list(SHOWN);
      known = { total, rows: rows.map(shown) };
    } catch {
      known = { ...known };
    }
    askedAt = now();
    asking = null;
  };
  return {
    async rows(total) {
      if (total === 0) {
        return { total: 0, rows: [] };
      }
      if (now() - askedAt >= FRESH_MS) {
        await (asking ??= ask());
      }
      return known;
    },
    forget() {
      askedAt = -Infinity;
    },
  };
}

function shown(row: SpooledRow): SetAsideRow {
  return {
    number: row.seq,
    mandator: row.mandator,
    cameAt: new Date(row.cameAt).toISOString(),
    setAsideAt: new Date(row.setAsideAt ?? row.cameAt).toISOString(),
    reason: row.reason ?? row.code ?? '',
    values: valuesOf(row),
  };
}

function valuesOf({ layout, body }: SpooledRow): SetAsideRow['values'] {
  try {
    const columns = parseLayout(layout);
    const values = decodeValues(columns, body);
    return Object.fromEntries(columns.map(({ name }, index) => [name, cut(values[index] ?? null)]));
  } catch {
    return {};
  }
}

function cut(value: string | number | bigint | boolean | Uint8Array | null): string | null {
  if (value === null) {
    return null;
  }
  const text = value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex')}` : String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
