import { expect } from 'chai';
import { bare } from '../../../src/soap/faults.ts';
import { sendNotificationResult } from '../../../src/soap/send-notification-result.ts';
import { heldAnswer } from '../../support/old-endpoint.ts';
import { answerOk, faultReply, statusReply } from '../../support/reply-server.ts';
import { offer, stopped, useMirrorBench } from './mirror-bench.ts';

const OK = sendNotificationResult('OK');

describe('createMirror', () => {
  const bench = useMirrorBench();

  it('sends the messages of a subscription one after the other, and those of others meanwhile', async () => {
    const held = heldAnswer();
    bench.old.answer = held.answer;
    const mirror = bench.make();
    ['a1', 'a2', 'b1', 'b2', 'c1'].forEach((text) => offer(mirror, text, text.charAt(0)));

    await bench.old.got(3);
    expect(bench.bodies().toSorted()).to.deep.equal(['a1', 'b1', 'c1']);
    held.release();
    await bench.old.got(5);
    expect(bench.bodies().slice(3).toSorted()).to.deep.equal(['a2', 'b2']);
    held.release();
  });

  it('has eight messages under way and no more', async () => {
    const held = heldAnswer();
    bench.old.answer = held.answer;
    const mirror = bench.make();
    Array.from({ length: 20 }, (_, index) => offer(mirror, `${index}`, `${index}`));

    await bench.old.got(8);
    expect(mirror.status()).to.include({ waiting: 20, sent: 0 });
    expect(bench.old.received).to.have.length(8);
    bench.old.answer = answerOk;
    held.release();
    await bench.old.got(20);
  });

  it('counts replies that are the same, whichever comes first', async () => {
    const held = heldAnswer();
    bench.old.answer = held.answer;
    const mirror = bench.make();
    const early = offer(mirror, 'early', 'a');
    const late = offer(mirror, 'late', 'b');
    await bench.old.got(2);
    await early.settle(OK, true);
    held.release();
    offer(mirror, 'next', 'b');
    await bench.old.got(3);
    expect(mirror.status()).to.include({ same: 1 });
    await late.settle(OK, true);

    expect(mirror.status()).to.include({ same: 2, different: 0, sent: 2 });
    expect(bench.log.lines.map(({ message }) => message)).to.deep.equal(['messages are mirrored']);
    held.release();
  });

  it('logs a difference once a kind, and counts it', async () => {
    bench.old.answer = (_, response) => response.writeHead(500).end(faultReply('no'));
    const mirror = bench.make();
    for (let number = 1; number <= 9; number += 1) {
      await offer(mirror, `m${number}`).settle(OK, true);
    }
    await offer(mirror, 'last').settle(bare(400), false);
    const last = bench.log.next('the old endpoint replies differently');
    await bench.old.got(10);

    expect((await last).fields).to.deep.include({ ours: '200 OK', old: '500 fault Server', count: 1 });
    await bench.log.next('the old endpoint replies differently');
    expect(bench.linesOf('the old endpoint replies differently').map(({ fields }) => fields)).to.deep.equal([
      { requestId: 'm1', subscriptionId: 'a', ours: '200 OK', old: '500 fault Server', count: 1 },
      { requestId: 'last', subscriptionId: 'a', ours: '400', old: '500 fault Server', count: 1 },
    ]);
    expect(mirror.status()).to.include({ different: 10, same: 0 });
  });

  it('says as an error that the old endpoint ends a subscription', async () => {
    bench.old.answer = (_, response) => void response.end(statusReply('Unsubscribe'));
    const ended = bench.log.next('the old endpoint ends a subscription that we keep');
    await offer(bench.make(), 'message', 'the id').settle(OK, true);

    expect(await ended).to.deep.include({ level: 'error' });
    expect((await ended).fields).to.include({ subscriptionId: 'the id', requestId: 'message' });
  });

  describe('with the old endpoint as the primary', () => {
    it("hands out the old endpoint's reply", async () => {
      bench.old.answer = (_, response) => response.writeHead(500, 'Oh').end(faultReply('no'));
      const reply = await offer(bench.make({ primary: 'legacy' }), 'message').settle(OK, true);

      expect(reply).to.include({ status: 500, reason: 'Oh' });
      expect(reply?.body.toString()).to.equal(faultReply('no'));
    });

    it('has no reply where it is away, at once from the second message on', async () => {
      bench.old.answer = stopped;
      const mirror = bench.make({ primary: 'legacy' });
      expect(await offer(mirror, '1').settle(OK, true)).to.equal(null);
      expect(mirror.status()).to.include({ state: 'away' });
      expect(await offer(mirror, '2').settle(OK, true)).to.equal(null);
      expect(bench.bodies()).to.deep.equal(['1']);
    });

    it('has no reply where it does not give one in time, and compares it when it comes', async () => {
      const held = heldAnswer((_, response) => void response.end(statusReply('Unsubscribe')));
      bench.old.answer = held.answer;
      const mirror = bench.make({ primary: 'legacy', timeoutMs: 30_000 });
      const settled = offer(mirror, 'message').settle(OK, true);
      await bench.old.got(1);
      await bench.clock.advance(30_000);
      expect(await settled).to.equal(null);

      const compared = bench.log.next('the old endpoint ends a subscription that we keep');
      held.release();
      await compared;
      expect(mirror.status()).to.include({ sent: 1, different: 1 });
    });

    it('has no reply where there is no room', async () => {
      const mirror = bench.make({ primary: 'legacy', maxBytes: 1000 });
      expect(await offer(mirror, 'message').settle(OK, true)).to.equal(null);
    });
  });

  describe('at its end', () => {
    it('sends what is waiting', async () => {
      const mirror = bench.make();
      ['1', '2', '3'].forEach((text) => offer(mirror, text));
      await mirror.close(60_000);

      expect(bench.bodies()).to.deep.equal(['1', '2', '3']);
      expect(bench.clock.pending()).to.deep.equal([]);
      expect(bench.linesOf('messages mirrored so far')[0]?.fields).to.include({ sent: 3, lost: 0 });
    });

    it('does not wait for what is away, and says what was not sent', async () => {
      bench.old.answer = stopped;
      const mirror = bench.make();
      const away = bench.log.next('the old endpoint does not take messages');
      await offer(mirror, '1').settle(OK, true);
      await away;
      offer(mirror, '2');
      await mirror.close(60_000);

      expect(bench.log.lines.at(-2)?.fields).to.deep.equal({ count: 2 });
      expect(bench.clock.pending()).to.deep.equal([]);
    });

    it('cuts what is under way after its deadline, once however often it is asked for', async () => {
      bench.old.answer = () => undefined;
      const mirror = bench.make({ primary: 'legacy' });
      const settled = offer(mirror, '1').settle(OK, true);
      await bench.old.got(1);
      const closed = [mirror.close(5000), mirror.close(5000)];
      await bench.clock.advance(5000);
      await Promise.all(closed);

      expect(await settled).to.equal(null);
      expect(
        bench.linesOf('messages were not sent to the old endpoint before the service stopped'),
      ).to.have.length(1);
      expect(bench.clock.pending()).to.deep.equal([]);
    });
  });
});
