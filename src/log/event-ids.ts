/** How an entry of the Windows event log is marked. */
export type EventType = 'ERROR' | 'WARNING' | 'INFORMATION';

/** What stands for a message in the Windows event log. */
export interface EventId {
  readonly id: number;
  readonly type: EventType;
}

/**
 * The messages that go to the Windows event log: what needs a person, and the end of it. `eventcreate` takes 1 to
 * 1000. Monitoring is set up by these numbers, so one that was released keeps its meaning: docs/logging.md has them.
 */
const IDS: Readonly<Record<string, readonly [id: number, type: EventType]>> = {
  'service started': [100, 'INFORMATION'],
  'service stopped': [101, 'INFORMATION'],
  'service stopped with an error': [102, 'ERROR'],
  'the service did not start': [103, 'ERROR'],
  'the service ends for an error that nobody has taken care of': [104, 'ERROR'],
  'requests were cut off because the service stops': [105, 'WARNING'],
  'retiredMandators names no mandator': [106, 'WARNING'],
  'database does not take rows': [200, 'WARNING'],
  'database is back': [201, 'INFORMATION'],
  'notification failed': [210, 'ERROR'],
  'request failed': [211, 'ERROR'],
  'rows are spooled': [300, 'WARNING'],
  'the spool is emptied': [301, 'INFORMATION'],
  'spooled rows are older than allowed': [302, 'ERROR'],
  'rows were set aside': [303, 'WARNING'],
  'the spool does not take rows': [310, 'ERROR'],
  'the spool takes rows again': [311, 'INFORMATION'],
  'the spool file was corrupt and was moved aside': [312, 'ERROR'],
  'the spool holds rows of mandators that are not served': [313, 'WARNING'],
  'subscription has fallen silent': [400, 'WARNING'],
  'subscription has a gap': [401, 'WARNING'],
  'Exchange reports an error of a subscription': [402, 'WARNING'],
  'subscriptions are kept in memory only': [410, 'WARNING'],
  'subscriptions are kept in their file again': [411, 'INFORMATION'],
  'subscriptions file was damaged, a new one is begun': [412, 'WARNING'],
  'TLS certificate expires soon': [500, 'WARNING'],
  'TLS certificate has expired': [501, 'ERROR'],
  'TLS certificate is not valid yet': [502, 'ERROR'],
  'TLS certificate not replaced, the old one stays': [503, 'ERROR'],
  'TLS certificate replaced': [504, 'INFORMATION'],
  'the list of Exchange Online is not read; the built-in one counts': [510, 'ERROR'],
  'the list of Exchange Online is not read; the one before stays in force': [511, 'ERROR'],
  'the old endpoint does not take messages': [600, 'WARNING'],
  'the old endpoint answers again': [601, 'INFORMATION'],
  'the old endpoint ends a subscription that we keep': [602, 'ERROR'],
  'a message is not sent to the old endpoint': [603, 'WARNING'],
  'the log file is not written': [700, 'WARNING'],
  'the log file is written again': [701, 'INFORMATION'],
};

/** What a message is in the event log; null where it does not go there. */
export function eventIdOf(message: string): EventId | null {
  const entry = Object.hasOwn(IDS, message) ? IDS[message] : undefined;
  return entry === undefined ? null : { id: entry[0], type: entry[1] };
}

/** All of them, for the tests of the documents and of the sources. */
export function eventIds(): readonly (EventId & { readonly message: string })[] {
  return Object.entries(IDS).map(([message, [id, type]]) => ({ message, id, type }));
}
