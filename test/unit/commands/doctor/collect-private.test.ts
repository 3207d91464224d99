import { expect } from 'chai';
import {
  collectDatabaseName,
  collectRefused,
  keepAccount,
  keepHost,
} from '../../../../src/commands/doctor/collect-private.ts';
import { createPrivateValues } from '../../../../src/commands/doctor/private-values.ts';
import { createRedact } from '../../../../src/commands/doctor/redact.ts';

/** What is left of a text once what was collected is taken out. */
function redacted(
  text: string,
  collect: (keep: ReturnType<typeof createPrivateValues>['keep']) => void,
): string {
  const privates = createPrivateValues();
  collect(privates.keep);
  return createRedact(privates.entries())(text);
}

describe('what --redact has to take out', () => {
  it('is a host by its full name, its first part and its domain', () => {
    const text = redacted('sql9.corp.example, SQL9, other.corp.example', (keep) => {
      keepHost('sql9.corp.example', keep);
    });
    expect(text).to.equal('<host-1>, <host-2>, other.<host-3>');
  });

  it('is an account with its domain, as the database calls it', () => {
    const text = redacted('login CORP\\svc-rooms, user rooms_writer', (keep) => {
      keepAccount('CORP\\svc-rooms', keep);
      keepAccount('rooms_writer', keep);
    });
    expect(text).to.equal('login <host-1>\\<user-1>, user <user-2>');
  });

  for (const [told, text, expected] of [
    ['sql9.corp.example,1434/Muster', 'Muster on sql9', '<database-1> on <host-2>'],
    ['sql9\\KUNDE/Muster', 'sql9\\KUNDE', '<host-1>\\<name-1>'],
    ['/var/lib/sync/data.db', 'of a file nothing', 'of a file nothing'],
  ] as const) {
    it(`is the database of a running service, told as ${told}`, () => {
      expect(redacted(text, (keep) => collectDatabaseName(told, keep))).to.equal(expected);
    });
  }

  it('is what a refused setting that names somebody was set to, and no other', () => {
    const found = (value: string): string => `found ${JSON.stringify(value)} in SYNC_X`;
    const problems = [
      { setting: 'host', found: found('srv9.corp example'), remedy: '' },
      { setting: 'port', found: found('eighty'), remedy: '' },
      { setting: 'sqlUser.KUNDE', found: found('a\\b'), remedy: '' },
    ];
    const text = problems.map(({ setting, found: one }) => `${setting}: ${one}`).join('; ');
    expect(redacted(text, (keep) => collectRefused(problems, keep))).to.equal(
      'host: found "<name-1>" in SYNC_X; port: found "eighty" in SYNC_X; sqlUser.<mandator-1>: found "<name-3>" in SYNC_X',
    );
  });
});
