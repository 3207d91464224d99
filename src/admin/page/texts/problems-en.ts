import type { ProblemFacts, ProblemTexts } from './problem-texts.ts';

const of = ({ mandator }: ProblemFacts): string => (mandator === null ? '' : ` of ${mandator}`);
const rows = (facts: ProblemFacts): string =>
  facts.count('rows') === 1 ? '1 row' : `${facts.number('rows')} rows`;
const are = (facts: ProblemFacts, name = 'count'): string => (facts.count(name) === 1 ? 'is' : 'are');

const since = (facts: ProblemFacts): string => (facts.has('since') ? ` since ${facts.time('since')}` : '');
const waiting = (facts: ProblemFacts): string => {
  const count = facts.count('rows');
  return count === 0
    ? 'nothing has had to wait yet'
    : `${rows(facts)} ${count === 1 ? 'waits' : 'wait'} safely on disk`;
};

/** Problems in English. */
export const PROBLEMS_EN: ProblemTexts = {
  intake_refused: (facts) => ({
    what: `Notifications${facts.mandator === null ? '' : ` for ${facts.mandator}`} are refused, because neither the database nor the spool takes rows`,
    action: 'make room on the disk or bring the database back now',
    meaning:
      'Exchange is answered with an error and repeats each message for as long as its StatusFrequency, usually 30 minutes. After that it drops the subscriptions, and ROOMS no longer hears of changes in those mailboxes.',
    remedy: `Whichever of the two works first is enough. The spool says: ${facts.text('reason')}`,
  }),
  database_away: (facts) => ({
    what: `The database${of(facts)} has been away${since(facts)}, and ${waiting(facts)}`,
    action: 'check that SQL Server runs and can be reached from this machine',
    meaning:
      'Exchange is still answered OK and nothing is lost: what comes in is kept in the spool, and goes to the table in its order as soon as the database takes rows. Until then ROOMS sees none of it.',
    remedy:
      'The status page shows what the database says, and `sync-notification check` what has to be mended. Once the database is back, nothing has to be done here.',
  }),
  spool_overdue: (facts) => ({
    what: `Rows${of(facts)} have been waiting in the spool since ${facts.time('oldestAt')}, longer than allowed`,
    action: 'bring the database back',
    meaning: `${rows(facts)} wait. ROOMS works with a calendar that is that much behind; the rows themselves are safe.`,
    remedy:
      'The status page and `sync-notification check` show what the database says. If it is well and the rows still wait, restart the service and keep its log.',
  }),
  spool_nearly_full: (facts) => ({
    what: `The spool is nearly full: ${facts.bytes('bytes')} of ${facts.bytes('maxBytes')}`,
    action: 'bring the database back, or allow a larger spool',
    meaning: 'When it is full while the database is away, notifications are answered with an error.',
    remedy: 'The setting `spoolMaxBytes` allows more, where the disk has room for it.',
  }),
  spool_unavailable: (facts) => ({
    what: 'The spool cannot be written, so there is no safety net',
    action: 'look at the data folder and its rights',
    meaning:
      'Rows go straight to the database, and all is well for as long as that is. As soon as it is away, notifications are answered with an error.',
    remedy: `Check that the disk has room and that the service may write its data folder. The spool says: ${facts.text('reason')}`,
  }),
  rows_set_aside: (facts) => ({
    what: `The database refused ${rows(facts)}${of(facts)} for their own data`,
    action: 'look at their reasons, mend table or mapping, and retry them',
    meaning:
      'They were set aside so that they hold nobody up. ROOMS does not have them; everything else goes on.',
    remedy:
      'The status page and `sync-notification spool list --set-aside` show the reason of each: mostly a column that is too short or takes no empty value. Mend the table or the mapping, then retry them there. Drop only what ROOMS does not need.',
  }),
  notifications_failed: (facts) => ({
    what: `${facts.number('count')} ${facts.count('count') === 1 ? 'message was' : 'messages were'} answered with an error in the last 15 minutes`,
    action: 'look at their reasons',
    meaning: 'Exchange sends them again, after 30 seconds at first and then less and less often.',
    remedy:
      'If they stop by themselves, nothing is lost. If they go on, mend what the reason says: it stands in the list of the status page, and in the line `notification failed` of the log.',
  }),
  disk_low: (facts) => ({
    what: `The disk of the data folder has only ${facts.bytes('freeBytes')} left`,
    action: 'make room on it',
    meaning: 'A full disk leaves no room for the spool, which is what carries an outage of the database.',
    remedy: `Remove what is not needed, or enlarge the volume (${facts.bytes('totalBytes')}).`,
  }),
  subscriptions_silent: (facts) => ({
    what: `${facts.number('count')} of ${facts.number('total')} subscriptions${of(facts)} ${are(facts)} silent`,
    action: 'let ROOMS subscribe these mailboxes anew',
    meaning:
      'Nothing was heard of them for more than twice their StatusFrequency, not even a heartbeat: Exchange has most likely dropped them, and changes in these mailboxes no longer reach ROOMS.',
    remedy:
      'Restart the synchronisation of these mailboxes in ROOMS. Nothing has to be done for mailboxes that were removed; they are forgotten in time.',
  }),
  exchange_silent: (facts) => ({
    what: `Nothing has come from Exchange${facts.mandator === null ? '' : ` for ${facts.mandator}`} since ${facts.time('lastHeardAt')}`,
    action: 'check the way from Exchange to this service, then let ROOMS subscribe anew',
    meaning:
      'Every subscription is silent, so changes in Exchange no longer reach ROOMS. Either Exchange does not get here (name, firewall, certificate, proxy), or the ROOMS service has stopped subscribing.',
    remedy:
      'Open the address of the endpoint from outside. Look for the events 6 and 7 of MSExchange Web Services on Exchange. Then restart the ROOMS service, which subscribes anew. The self-test (`sync-notification selftest`) shows whether this part works.',
  }),
  never_heard: () => ({
    what: 'Nothing has ever come from Exchange',
    action: 'run the self-test, then have ROOMS subscribe to this address',
    meaning: 'The service is up and waits. Right after the installation that is how it should be.',
    remedy:
      'The self-test (`sync-notification selftest`) shows whether messages would get into the table. The address in ROOMS is ExchangeServiceUrl; the ROOMS service subscribes when it starts.',
  }),
  gaps: (facts) => ({
    what: `Messages of ${facts.number('count')} ${facts.count('count') === 1 ? 'subscription' : 'subscriptions'}${of(facts)} are missing`,
    action: 'let ROOMS synchronise those mailboxes once more',
    meaning:
      'Exchange refers to messages that never got here: somebody else answered them, or they were lost. Changes in those mailboxes may be missing in ROOMS.',
    remedy:
      '`sync-notification subscriptions list --gaps` names them, as does the status page, sorted by gaps. Synchronise these mailboxes in ROOMS. After a cut-over it is usual once.',
  }),
  subscriptions_not_kept: (facts) => ({
    what: 'What is known of the subscriptions is kept in memory only',
    action: 'look at the data folder and its rights',
    meaning:
      'Notifications are not concerned. After a restart, silence and gaps can only be told once the subscriptions were heard again.',
    remedy: `The file subscriptions.db in the data folder cannot be used: ${facts.text('reason')}`,
  }),
  callers_refused: (facts) => ({
    what: `${facts.number('count')} ${facts.count('count') === 1 ? 'request was' : 'requests were'} refused in the last hour, because the caller is not allowed`,
    action: `check whether ${facts.text('address')} is Exchange or a proxy of yours`,
    meaning:
      'A stranger is kept out as it should be. But if it is Exchange, its notifications do not get in.',
    remedy:
      'If it is Exchange, add its network to `allow`. If it is your proxy, add it to `trustProxy`. Otherwise there is nothing to do.',
  }),
  certificate_expires: (facts) => ({
    what: `The certificate expires on ${facts.day('until')}`,
    action: 'renew it',
    meaning: 'From then on Exchange does not connect any more, and its messages do not get here.',
    remedy: 'Replace the files of the certificate. The service takes the new ones without a restart.',
  }),
  certificate_expired: (facts) => ({
    what: `The certificate expired on ${facts.day('until')}`,
    action: 'replace it now',
    meaning: 'Exchange does not connect with an expired certificate: its messages do not get here.',
    remedy: 'Replace the files of the certificate. The service takes the new ones without a restart.',
  }),
  ranges_old: (facts) => ({
    what: `The list of Exchange Online's addresses is more than ${facts.number('days')} days old`,
    action: 'fetch it anew with `sync-notification ranges update`',
    meaning: 'If Microsoft has added networks since, notifications from there are refused.',
    remedy: 'Let a monthly task fetch it. The service takes the new list without a restart.',
  }),
  mirror_away: (facts) => ({
    what: 'The old endpoint, which gets a copy of each message, cannot be reached',
    action: 'bring it back, or end the mirroring',
    meaning: `Our own storing is not concerned. ${facts.number('lost')} copies were not delivered, so the comparison of replies has gaps.`,
    remedy: `The log says why. When the cut-over is done, take the setting \`mirror\` away.`,
  }),
  open_to_all: () => ({
    what: 'Everybody who reaches the port may send notifications',
    action: 'set `allow` to the networks of Exchange and of your proxy',
    meaning: 'A stranger could write rows that ROOMS takes for changes in Exchange.',
    remedy: '`exchange-online`, `private`, or single networks; docs/access.md shows how to find out which.',
  }),
};
