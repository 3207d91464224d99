import { expect } from 'chai';
import { keepConnection, type KeptConnection } from '../../../../src/store/mssql/connection.ts';
import { mssqlStoreError } from '../../../../src/store/mssql/errors.ts';
import type { Session } from '../../../../src/store/mssql/session.ts';
import { StoreError } from '../../../../src/store/store-error.ts';
import { createStillClock, type StillClock } from '../../../support/still-clock.ts';

const IDLE_CHECK_MS = 30_000;

/** A session without a server: what it is asked is noted, and it ends when told. */
function createSession(answer: () => Promise<unknown> = () => Promise.resolve(1)) {
  const { promise, resolve } = Promise.withResolvers<Error | null>();
  const asked: string[] = [];
  const session: Session = {
    execute(text) {
      asked.push(text);
      return answer();
    },
    begin: () => Promise.resolve(),
    commit: () => Promise.resolve(),
    rollback: () => Promise.resolve(),
    ended: promise,
    close: () => resolve(null),
  };
  return { session, asked };
}

const away = new StoreError('away', 'transient', 'ESOCKET');

describe('a kept connection', () => {
  let clock: StillClock;
  let opened: number;
  let changes: (string | null)[];
  let next: () => Promise<Session>;
  let connection: KeptConnection;

  function keep(): void {
    connection = keepConnection({
      open: () => {
        opened += 1;
        return next();
      },
      toStoreError: (error) => mssqlStoreError('X', error),
      onChange: (failure) => changes.push(failure?.code ?? null),
      idleCheckMs: IDLE_CHECK_MS,
      idleCheckTimeoutMs: 3000,
      clock,
      random: () => 0,
    });
  }

  beforeEach(() => {
    clock = createStillClock();
    opened = 0;
    changes = [];
  });

  afterEach(() => {
    connection.close();
    expect(clock.pending()).to.deep.equal([]);
  });

  it('is opened at once and used', async () => {
    const { session } = createSession();
    next = () => Promise.resolve(session);
    keep();
    expect(await connection.use((given) => Promise.resolve(given), 1000)).to.equal(session);
    expect([opened, changes]).to.deep.equal([1, [null]]);
  });

  it('is tried again at growing distances while the server is away', async () => {
    next = () => Promise.reject(away);
    keep();
    await connection.firstAttempt;
    await clock.advance(99);
    expect(opened).to.equal(1);
    await clock.advance(1);
    expect(opened).to.equal(2);
    await clock.advance(200 + 400 + 800);
    expect(opened).to.equal(5);
  });

  it('lets an action wait for it as long as told, and then says why there is none', async () => {
    next = () => Promise.reject(away);
    keep();
    const action = connection.use(() => Promise.resolve('done'), 250).catch((error: unknown) => error);
    await clock.advance(250);
    expect(await action).to.equal(away);
    const { session } = createSession();
    next = () => Promise.resolve(session);
    const other = connection.use(() => Promise.resolve('done'), 250);
    await clock.advance(250);
    expect(await other).to.equal('done');
  });

  it('lets nobody wait where a person is needed', async () => {
    next = () => Promise.reject(new StoreError('no', 'credentials', '18456'));
    keep();
    const failure = await connection.use(() => Promise.resolve(), 1000).catch((error: unknown) => error);
    expect(failure).to.include({ class: 'credentials' });
    expect(clock.pending()).to.deep.equal([60_000]);
  });

  it('is opened again when it was lost', async () => {
    const first = createSession();
    const second = createSession();
    next = () => Promise.resolve(first.session);
    keep();
    await connection.firstAttempt;
    next = () => Promise.resolve(second.session);
    first.session.close();
    await clock.advance(100);
    expect(await connection.use((given) => Promise.resolve(given), 0)).to.equal(second.session);
    expect(changes).to.deep.equal([null, 'ECLOSE', null]);
  });

  it('is ended and opened again when it is dropped, which a session of before is not', async () => {
    const first = createSession();
    const second = createSession();
    next = () => Promise.resolve(first.session);
    keep();
    await connection.firstAttempt;
    next = () => Promise.resolve(second.session);
    connection.drop(first.session, away);
    await first.session.ended;
    await clock.advance(100);
    connection.drop(first.session, away);
    expect(await connection.use((given) => Promise.resolve(given), 0)).to.equal(second.session);
    expect(changes).to.deep.equal([null, 'ESOCKET', null]);
  });

  it('is asked for a sign of life when idle, and lost when it gives none', async () => {
    const deaf = createSession(() =>
      Promise.reject(Object.assign(new Error('Timeout'), { code: 'ETIMEOUT' })),
    );
    const good = createSession();
    next = () => Promise.resolve(good.session);
    keep();
    await clock.advance(IDLE_CHECK_MS * 2);
    expect(good.asked).to.deep.equal(['SELECT 1 AS alive;', 'SELECT 1 AS alive;']);
    next = () => Promise.resolve(deaf.session);
    good.session.close();
    await clock.advance(100);
    next = () => Promise.resolve(createSession().session);
    await clock.advance(IDLE_CHECK_MS);
    expect(changes).to.deep.equal([null, 'ECLOSE', null, 'ETIMEOUT']);
  });

  it('is not asked while it is used', async () => {
    const { session, asked } = createSession();
    next = () => Promise.resolve(session);
    keep();
    await clock.advance(IDLE_CHECK_MS - 1);
    await connection.use(() => Promise.resolve(), 0);
    await clock.advance(IDLE_CHECK_MS - 1);
    expect(asked).to.deep.equal([]);
    await clock.advance(1);
    expect(asked).to.have.lengthOf(1);
  });

  it('runs one action at a time, in their order', async () => {
    next = () => Promise.resolve(createSession().session);
    keep();
    const order: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const first = connection.use(async () => {
      await gate.promise;
      order.push('first');
    }, 0);
    const second = connection.use(() => Promise.resolve(order.push('second')), 0);
    await clock.advance(0);
    gate.resolve(undefined);
    await Promise.all([first, second]);
    expect(order).to.deep.equal(['first', 'second']);
  });

  it('refuses those who wait for it when it is closed, and closes what is opened too late', async () => {
    const { session } = createSession();
    const gate = Promise.withResolvers<Session>();
    next = () => gate.promise;
    keep();
    const waiting = connection.use(() => Promise.resolve(), 5000).catch((error: unknown) => error);
    await clock.advance(0);
    connection.close();
    expect(await waiting).to.include({ code: 'CLOSED' });
    gate.resolve(session);
    await session.ended;
    expect(changes).to.deep.equal([]);
  });
});
