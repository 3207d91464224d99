import { speaker } from '../texts.ts';
import { bad, doubtful, good, type Diagnosis } from './diagnosis.ts';
import { CERTIFICATE_TEXTS, type CertificateTexts } from './texts/certificate.ts';

/** Days before its end from which on a certificate is warned of: enough for a request that takes its way. */
const WARN_DAYS = 30;

const DAY_MS = 86_400_000;

const say = speaker(CERTIFICATE_TEXTS);

/** Says how long a certificate holds. */
export function judgeDates(
  which: (words: CertificateTexts) => string,
  {
    subject,
    validFrom,
    validTo,
  }: { readonly subject: string; readonly validFrom: Date; readonly validTo: Date },
  now: number,
): Diagnosis {
  const last = validTo.toISOString().slice(0, 10);
  const days = Math.floor((validTo.getTime() - now) / DAY_MS);
  if (validTo.getTime() < now) {
    return bad(
      'certificate',
      say((words) => words.expired(which(words), subject, last)),
      say((words) => words.renewNow),
    );
  }
  if (validFrom.getTime() > now) {
    return bad(
      'certificate',
      say((words) => words.early(which(words), subject, validFrom.toISOString().slice(0, 10))),
      say((words) => words.clockOrOther),
    );
  }
  return days < WARN_DAYS
    ? doubtful(
        'certificate',
        say((words) => words.soon(which(words), subject, last, days)),
        say((words) => words.renew),
      )
    : good(
        'certificate',
        say((words) => words.valid(which(words), subject, last, days)),
      );
}
