const MILLISECONDS_A_DAY = 86_400_000;

/** From how many days before its end on a certificate is warned of, in the log and on the status page alike. */
export const EXPIRES_SOON_DAYS = 14;

/** Whether a certificate that is still valid ends soon. @param now milliseconds since 1970 */
export function expiresSoon(validTo: Date, now: number): boolean {
  return validTo.getTime() - now < EXPIRES_SOON_DAYS * MILLISECONDS_A_DAY;
}
