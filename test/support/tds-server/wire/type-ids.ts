/** Types as TYPE_INFO names them (MS-TDS 2.2.5.4). */
export const TYPE_ID = {
  guid: 0x24,
  intN: 0x26,
  dateN: 0x28,
  timeN: 0x29,
  datetime2N: 0x2a,
  datetimeOffsetN: 0x2b,
  variant: 0x62,
  bitN: 0x68,
  decimalN: 0x6a,
  floatN: 0x6d,
  moneyN: 0x6e,
  datetimeN: 0x6f,
  varbinary: 0xa5,
  varchar: 0xa7,
  binary: 0xad,
  char: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
  xml: 0xf1,
} as const;

/** Length that stands for `max` and for NULL. */
export const LONG_LENGTH = 0xffff;

/** Bytes of the time part of a datetime2 with so many digits. */
export function timeLength(scale: number): number {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}
