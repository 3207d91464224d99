import type { Counter, Registry } from 'prom-client';
import type { MirrorStatus } from '../../mirror/mirror.ts';
import { countedBy } from './counted.ts';
import { gaugedBy } from './gauged.ts';

/** Shows how the mirror is at the moment of a scrape; nothing where there is none. */
export function showMirror(register: Registry): (status: MirrorStatus | null) => void {
  const up = gaugedBy(register, 'mirror_up', 'Whether the old endpoint is there: 1 or 0.');
  const waiting = gaugedBy(register, 'mirror_waiting_messages', 'Messages that wait for the old endpoint.');
  const waitingBytes = gaugedBy(register, 'mirror_waiting_bytes', 'Size of the messages that wait for it.');
  const replies = countedBy(
    register,
    'mirror_replies_total',
    'Replies of the old endpoint, by comparison with ours.',
    ['result'],
  );
  const sent = countedBy(
    register,
    'mirror_sent_total',
    'Copies of messages that the old endpoint replied to.',
    [],
  );
  const lost = countedBy(
    register,
    'mirror_lost_total',
    'Copies of messages that the old endpoint never got.',
    [],
  );
  [sent, lost].forEach((counter) => counter.remove());
  return (status) => {
    if (status === null) {
      return;
    }
    up.set(status.state === 'ready' ? 1 : 0);
    waiting.set(status.waiting);
    waitingBytes.set(status.waitingBytes);
    setTo(sent, {}, status.sent);
    setTo(lost, {}, status.lost);
    setTo(replies, { result: 'same' }, status.same);
    setTo(replies, { result: 'different' }, status.different);
  };
}

/** Takes over a count that is kept elsewhere. */
function setTo<T extends string>(
  counter: Counter<T>,
  labels: Partial<Record<T, string>>,
  value: number,
): void {
  counter.remove(labels);
  counter.inc(labels, value);
}
