import { expect } from 'chai';
import { failure, INSERT, useFaultyMssql } from '../../support/faulty-mssql.ts';

describe('a write to a SQL Server with a fault that stays', () => {
  const at = useFaultyMssql();
  const { open, row, stored } = at;

  const classes: readonly (readonly [number, string])[] = [
    [229, 'credentials'],
    [208, 'schema'],
    [207, 'schema'],
    [515, 'data'],
    [2628, 'data'],
    [8152, 'data'],
    [2627, 'data'],
    [9002, 'transient'],
    [3906, 'transient'],
  ];
  for (const [error, errorClass] of classes) {
    it(`is refused as ${errorClass} after error ${error}, and goes on when it is mended`, async () => {
      await open({ writeTimeoutMs: 400 });
      const fault = at.mssql.server.faults.add({
        on: 'statement',
        match: INSERT,
        times: Infinity,
        action: { error },
      });
      expect(await failure(at.store.write('PROD', [row('a')]))).to.include({
        class: errorClass,
        code: String(error),
      });
      expect(at.store.status()[0]?.state).to.equal(errorClass === 'data' ? 'ready' : 'down');
      expect(await stored()).to.deep.equal([]);
      fault.remove();
      if (error === 3906) {
        // The connection was given up, for it may lead to a replica that is no longer the primary one.
        await at.log.next('database is back');
      }
      expect(await at.store.write('PROD', [row('a')])).to.deep.equal({ written: 1, duplicates: 0 });
      expect(at.store.status()[0]).to.include({ state: 'ready', error: null });
    });
  }

  it('is refused in its time when the server hangs, and the next ones sooner', async () => {
    await open({ writeTimeoutMs: 400 });
    const fault = at.mssql.server.faults.add({
      on: 'statement',
      match: INSERT,
      times: Infinity,
      action: 'hang',
    });
    expect(await failure(at.store.write('PROD', [row('a')]))).to.include({
      class: 'transient',
      code: 'ETIMEOUT',
    });
    const triesBefore = fault.hits;
    expect(await failure(at.store.write('PROD', [row('b')]))).to.include({ class: 'transient' });
    expect(fault.hits - triesBefore).to.be.at.most(1);
  });

  it('is refused at once while the server is known to be away', async () => {
    await open({ times: { patienceMs: 0 } });
    await at.mssql.server.stop();
    try {
      expect(await failure(at.store.write('PROD', [row('a')]))).to.include({ class: 'transient' });
      expect(at.store.status()[0]?.state).to.equal('down');
    } finally {
      await at.mssql.server.start();
    }
  });

  it('does not slow the writes of another mandator', async () => {
    const mandators = [
      { name: 'PROD', config: at.mssql.config },
      {
        name: 'AWAY',
        config: { ...at.mssql.config, options: { ...at.mssql.config.options, database: 'NotThere' } },
      },
    ];
    await open({ mandators });
    expect(at.store.status().map(({ mandator, state }) => [mandator, state])).to.deep.equal([
      ['PROD', 'ready'],
      ['AWAY', 'down'],
    ]);
    expect(await failure(at.store.write('AWAY', [row('a')]))).to.include({
      class: 'credentials',
      code: '4060',
    });
    expect(await at.store.write('PROD', [row('a')])).to.deep.equal({ written: 1, duplicates: 0 });
  });
});
