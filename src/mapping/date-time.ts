const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/;

/**
 * Reads an XML Schema dateTime as UTC and writes it with exactly `scale` fractional digits, more being cut off.
 * One without a zone is taken as UTC, as EWS means its times ([MS-OXWSNTIF] TimeStamp).
 * @param scale 0 to 7 fractional digits of a second
 * @returns `2020-12-03T11:03:50.0000000Z`
 * @throws RangeError where it is no dateTime, or not within the years 1 to 9999 that SQL Server's datetime2 holds
 */
export function parseUtcDateTime(text: string, scale: number): string {
  const match = DATE_TIME.exec(text);
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone = 'Z'] =
    match?.slice(1) ?? [];
  const seconds = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = match === null ? Number.NaN : Date.parse(`${seconds}Z`);
  // Date.parse lets the 30th of February and 24:00:00 roll over: what is written again must be what was read.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== seconds) {
    throw new RangeError(
      `${JSON.stringify(text.slice(0, 60))} is no date and time like 2020-12-03T11:03:50Z`,
    );
  }
  const utc = zone === 'Z' ? seconds : new Date(time - offsetMs(zone)).toISOString().slice(0, 19);
  if (!/^\d{4}-/.test(utc) || utc.startsWith('0000')) {
    throw new RangeError(`${text} is outside the years 1 to 9999`);
  }
  return scale === 0 ? `${utc}Z` : `${utc}.${fraction.slice(0, scale).padEnd(scale, '0')}Z`;
}

function offsetMs(zone: string): number {
  const [hours = '0', minutes = '0'] = zone.slice(1).split(':');
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return zone.startsWith('-') ? -ms : ms;
}
