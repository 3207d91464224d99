import { expect } from 'chai';
import { bare, serviceUnavailable } from '../../../src/soap/faults.ts';
import { sendNotificationResult } from '../../../src/soap/send-notification-result.ts';
import { heldAnswer } from '../../support/old-endpoint.ts';
import { answerOk } from '../../support/reply-server.ts';
import { offer, stopped, useMirrorBench } from './mirror-bench.ts';

const OK = sendNotificationResult('OK');

describe('a mirror whose old endpoint is away', () => {
  const bench = useMirrorBench();

  it('keeps what was stored while the old endpoint is away, and sends it in order when it is back', async () => {
    bench.old.answer = stopped;
    const mirror = bench.make();
    const away = bench.log.next('the old endpoint does not take messages');
    await offer(mirror, '1').settle(OK, true);
    expect((await away).fields).to.include({ code: 'STATUS_503' });
    await offer(mirror, '2').settle(OK, true);
    await offer(mirror, '3').settle(OK, true);
    await bench.advanceUntil(bench.old.got(2));
    expect(bench.bodies()).to.deep.equal(['1', '1']);

    const back = bench.log.next('the old endpoint answers again');
    bench.old.answer = answerOk;
    await bench.advanceUntil(back);
    await bench.old.got(5);
    expect(bench.bodies()).to.deep.equal(['1', '1', '1', '2', '3']);
    expect(bench.linesOf('the old endpoint does not take messages')).to.have.length(1);
  });

  it('does not keep for it what the sender will send again', async () => {
    bench.old.answer = stopped;
    const mirror = bench.make();
    const away = bench.log.next('the old endpoint does not take messages');
    await offer(mirror, 'refused').settle(bare(400), false);
    await away;
    await offer(mirror, 'failed', 'b').settle(serviceUnavailable(30), false);
    await offer(mirror, 'stored', 'c').settle(OK, true);
    bench.old.answer = answerOk;
    const back = bench.log.next('the old endpoint answers again');
    await bench.advanceUntil(back);

    expect(bench.bodies()).to.deep.equal(['refused', 'stored']);
    expect(mirror.status()).to.include({ waiting: 0, lost: 0 });
  });

  it('does not keep anything for more than an hour', async () => {
    bench.old.answer = stopped;
    const mirror = bench.make();
    const away = bench.log.next('the old endpoint does not take messages');
    await offer(mirror, 'old').settle(OK, true);
    await away;
    const givenUp = bench.log.next('a message is not sent to the old endpoint');
    await bench.advanceUntil(givenUp, 1000);

    expect(bench.linesOf('a message is not sent to the old endpoint')[0]?.fields).to.include({
      reason: 'it was away for too long',
    });
    expect(mirror.status()).to.include({ waiting: 0 });
  });

  it('drops what there is no room for, says so once and counts it', async () => {
    const held = heldAnswer();
    bench.old.answer = held.answer;
    const mirror = bench.make({ maxBytes: 5000 });
    Array.from({ length: 7 }, (_, index) => offer(mirror, `${index}`));

    expect(mirror.status()).to.include({ waiting: 2, lost: 5 });
    expect(
      bench.linesOf('a message is not sent to the old endpoint').map(({ fields }) => fields),
    ).to.deep.equal([{ reason: 'too many are waiting for it', requestId: '2', count: 1 }]);
    await bench.old.got(1);
    held.release();
    await bench.old.got(2);
    held.release();
    expect(bench.bodies()).to.deep.equal(['0', '1']);
  });

  it('gives up a message that stays without a reply while others have one', async () => {
    bench.old.answer = (request, response) => {
      if (request.body.toString() === 'poison') {
        response.destroy();
      } else {
        answerOk(request, response);
      }
    };
    const mirror = bench.make();
    const failed = bench.log.next('the old endpoint does not take messages');
    await offer(mirror, 'poison', 'bad').settle(OK, true);
    await offer(mirror, 'behind it', 'bad').settle(OK, true);
    await failed;
    // Each time it fails, another message shows that it is the message and not the endpoint.
    for (const round of [1, 2]) {
      const back = bench.log.next('the old endpoint answers again');
      const away = bench.log.next('the old endpoint does not take messages');
      await offer(mirror, `good ${round}`, `good ${round}`).settle(OK, true);
      await bench.advanceUntil(back);
      await away;
    }
    await bench.advanceUntil(bench.log.next('the old endpoint answers again'));

    expect(bench.bodies()).to.include('behind it');
    expect(
      bench.linesOf('a message is not sent to the old endpoint').map(({ fields }) => fields),
    ).to.deep.equal([{ reason: 'it answers others, but not this one', requestId: 'poison', count: 1 }]);
  });
});
