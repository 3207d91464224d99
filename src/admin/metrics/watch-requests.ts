import { Histogram, type Registry } from 'prom-client';
import type { ListenerObserver } from '../../observer.ts';
import type { Receipt } from '../../receive.ts';
import { createBoundedValues } from './bounded-values.ts';
import { countedBy, PREFIX } from './counted.ts';
import { outcomeOf, REQUEST_OUTCOMES } from './outcome.ts';

/** Codes told apart. SQL Server has thousands of error numbers; a service meets a handful. */
const MOST_CODES = 100;

/** Seconds: from a commit on a local disk to the 30 s after which Exchange repeats a message. */
const REPLY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30];

/** Refusals that alerts ask for: there from the start, so that the first of them is an increase. */
const ALERTED_REFUSALS = [
  ['caller_not_allowed', '403'],
  ['rate_of_sender', '503'],
  ['rate_of_mandator', '503'],
  ['too_much_in_flight', '503'],
] as const;
const ALERTED_CONNECTIONS = ['too_many_connections', 'too_many_connections_of_address'] as const;

/** The kind of events that nobody knows. */
const UNKNOWN = 'unknown';

/** Counts requests, what came in them and what was refused. */
export function watchRequests(
  register: Registry,
  {
    mandators,
    eventKinds,
  }: { readonly mandators: readonly string[]; readonly eventKinds: readonly string[] },
): ListenerObserver {
  const requests = countedBy(
    register,
    'requests_total',
    'Requests of the public listener by what became of them.',
    ['outcome', 'code', 'status'],
  );
  const replies = new Histogram({
    name: `${PREFIX}reply_duration_seconds`,
    help: 'Time from the arrival of the headers of a request to the handing over of its reply.',
    labelNames: ['outcome'],
    buckets: REPLY_BUCKETS,
    registers: [register],
  });
  const connections = countedBy(
    register,
    'connections_refused_total',
    'Connections that were closed without a request being answered, by reason.',
    ['code'],
  );
  const events = countedBy(register, 'events_total', 'Events of stored notifications, by kind.', [
    'mandator',
    'kind',
  ]);
  const errors = countedBy(
    register,
    'exchange_errors_total',
    'Stored messages in which Exchange reports an error or a warning of a subscription.',
    ['mandator'],
  );
  const boundCode = createBoundedValues(MOST_CODES);
  const boundRefusal = createBoundedValues(MOST_CODES);
  REQUEST_OUTCOMES.forEach((outcome) => replies.zero({ outcome }));
  requests.inc({ outcome: 'stored', code: 'ok', status: '200' }, 0);
  ALERTED_REFUSALS.forEach(([code, status]) =>
    requests.inc({ outcome: 'refused', code: boundCode(code), status }, 0),
  );
  ALERTED_CONNECTIONS.forEach((code) => connections.inc({ code: boundRefusal(code) }, 0));
  for (const mandator of mandators) {
    [...eventKinds, UNKNOWN].forEach((kind) => events.inc({ mandator, kind }, 0));
    errors.inc({ mandator }, 0);
  }
  const countMessages = ({ mandator, messages }: Receipt): void => {
    for (const { notification, responseClass, unknownEvents } of messages) {
      for (const [kind, count] of Object.entries(notification?.kinds ?? {})) {
        const known = unknownEvents.includes(kind) ? UNKNOWN : kind;
        events.inc({ mandator: mandator ?? '', kind: known }, count);
      }
      if (responseClass !== 'Success') {
        errors.inc({ mandator: mandator ?? '' });
      }
    }
  };
  return {
    requestAnswered(request) {
      const { outcome, code } = outcomeOf(request);
      requests.inc({ outcome, code: boundCode(code), status: String(request.status) });
      replies.observe({ outcome }, request.ms / 1000);
      if (outcome === 'stored' && request.receipt !== null) {
        countMessages(request.receipt);
      }
    },
    connectionRefused: (code) => connections.inc({ code: boundRefusal(code) }),
  };
}
