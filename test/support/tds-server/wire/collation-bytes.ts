import type { Collation } from '../engine/collation.ts';

const LATIN1_LCID = 0x0409;
const IGNORE_CASE = 0x1;
const IGNORE_ACCENT = 0x2;
const IGNORE_KANA_AND_WIDTH = 0xc;
const BINARY2 = 0x20;
/** Sort order of SQL_Latin1_General_CP1_CI_AS. */
const SORT_ID_CP1_CI_AS = 52;

/** The five bytes that stand for a collation (MS-TDS 2.2.5.1.2). All of them mean code page 1252 here. */
export function collationBytes(collation: Collation): Buffer {
  const flags = collation.binary
    ? BINARY2
    : (collation.caseSensitive ? 0 : IGNORE_CASE) |
      (collation.accentSensitive ? 0 : IGNORE_ACCENT) |
      IGNORE_KANA_AND_WIDTH;
  const isOld = /^SQL_Latin1_General_CP1_CI_AS$/i.test(collation.name);
  return Buffer.of(
    LATIN1_LCID & 0xff,
    LATIN1_LCID >> 8,
    (flags & 0x0f) << 4,
    (flags & 0xf0) >> 4,
    isOld ? SORT_ID_CP1_CI_AS : 0,
  );
}
