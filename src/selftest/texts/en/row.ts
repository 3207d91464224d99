import type { Sentences, Value } from '../value.ts';

const HARMLESS =
  'It does no harm as far as is known: its subscription, mailbox and item exist nowhere, so ROOMS finds nothing to do.';

/** Of the row, by step and code. */
export const row = {
  'spool.passed_by': [() => 'not needed: the row went straight to the table', null],
  'spool.no_file': [
    (v: Value) => `there is none here (${v('file')}): the service has another data folder`,
    null,
  ],
  'spool.forwarded': [(v: Value) => `the row waited ${v('ms')} ms in the spool and was forwarded`, null],
  'spool.waiting': [
    (v: Value) =>
      `stored on disk, but not yet in the table: rows of this mandator wait (${v('others')} others). The test's row was taken out after ${v('ms')} ms`,
    () =>
      'Nothing is lost, and ROOMS hears nothing until SQL Server takes rows again: the next step and the log say why.',
  ],
  'spool.set_aside': [
    (v: Value) =>
      `the database refused the row for its data and it was set aside (${v('code')}: ${v('reason')})`,
    () =>
      "Exchange's rows may be refused in the same way: sync-notification spool list --set-aside shows them, sync-notification check compares mapping and table. The test's row was taken out.",
  ],
  'spool.unreadable': [
    (v: Value) => `${v('file')} cannot be looked into (${v('reason')})`,
    () => "Run the command as the service's account or as an administrator.",
  ],
  'table.row_found': [(v: Value) => `the row stands in ${v('table')}`, null],
  'table.row_without_reply': [
    (v: Value) =>
      `the row stands in ${v('table')} all the same: the message was stored, and its reply got lost`,
    () => 'Exchange would send it again, which makes no second row; mend what the reply says.',
  ],
  'table.reachable': [(v: Value) => `${v('table')} answers; the test's row did not get there any more`, null],
  'table.row_gone': [
    (v: Value) => `the row is not in ${v('table')}, although the service stored it`,
    () =>
      'ROOMS may have taken it away already: then all is well. Else the service writes to another database or table than the settings here name, or a trigger moves rows.',
  ],
  'table.no_file': [
    (v: Value) => `the row cannot be looked for: ${v('reason')}`,
    () => 'The service has another data folder: give it with --data-dir or SYNC_DATA_DIR.',
  ],
  'table.database': [
    (v: Value) => `the table cannot be asked: ${v('reason')}`,
    () =>
      'sync-notification check says what is wrong with the database. If a row of the test is left, the next run does not mind it.',
  ],
  'remove.removed': [() => 'removed again: exactly this one row', null],
  'remove.taken': [() => 'somebody else has just taken it away: ROOMS reads the table', null],
  'remove.several': [
    (v: Value) => `not removed: ${v('rows')} rows have its key, which must not be`,
    () =>
      `Let the database administrator look, and give the table its unique index (sync-notification check). ${HARMLESS}`,
  ],
  'remove.no_right': [
    (v: Value) => `not removed: the login may not delete. The row's key is ${v('key')}`,
    (v: Value) =>
      `${HARMLESS} The database administrator can remove it with the statement below.${v('grant') === '' ? '' : ` So that the test does it from now on: ${v('grant')}`}`,
  ],
  'remove.remove_failed': [
    (v: Value) => `not removed: ${v('reason')}. The row's key is ${v('key')}`,
    () => `${HARMLESS} It can be removed by hand.`,
  ],
} as const satisfies Sentences;
