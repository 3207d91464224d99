import { expect } from 'chai';
import { createTurns, type Turns } from '../../../src/admin/turns.ts';

describe('the turns of dear answers', () => {
  let turns: Turns;

  beforeEach(() => {
    turns = createTurns();
  });

  it('come one after the other, with the event loop between them', async () => {
    const order: string[] = [];
    const answer = async (name: string): Promise<void> => {
      await turns.take();
      order.push(name);
      setImmediate(() => order.push(`after ${name}`));
    };
    await Promise.all([answer('one'), answer('two'), answer('three')]);
    expect(order).to.deep.equal(['one', 'after one', 'two', 'after two', 'three']);
  });

  it('last until what is done in them is done', async () => {
    const first = Promise.withResolvers<string>();
    const order: string[] = [];
    const one = turns.run(() => first.promise.then((text) => order.push(text)));
    const two = turns.run(() => Promise.resolve(order.push('two')));
    setImmediate(() => first.resolve('one'));
    await Promise.all([one, two]);
    expect(order).to.deep.equal(['one', 'two']);
  });

  it('go on after one that failed', async () => {
    const failed = turns.run(() => Promise.reject(new Error('no')));
    expect(await failed.catch(String)).to.equal('Error: no');
    expect(await turns.run(() => Promise.resolve('yes'))).to.equal('yes');
  });

  it('are refused where too many wait for theirs', async () => {
    const end = Promise.withResolvers<undefined>();
    const all = Array.from({ length: 101 }, () => turns.run(() => end.promise).then(() => 200, statusOf));
    await Promise.resolve();
    const late = turns.take().then(() => 200, statusOf);
    expect(await Promise.race([late, ...all.slice(100)])).to.equal(503);
    end.resolve(undefined);
    expect(await all[0]).to.equal(200);
  });
});

function statusOf(error: unknown): number {
  return (error as { status: number }).status;
}
