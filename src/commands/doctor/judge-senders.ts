import { parseAddress } from '../../net/address.ts';
import { createNetworkList } from '../../net/network-list.ts';
import { speaker } from '../texts.ts';
import { doubtful, good, type Diagnosis } from './diagnosis.ts';
import { SERVICE_TEXTS } from './texts/service.ts';

/** Fewer notifications say nothing about a proxy. */
const ENOUGH = 5;

/** More names than this nobody reads. */
const MOST_NAMES = 5;

const say = speaker(SERVICE_TEXTS);
const LOCAL = createNetworkList(['loopback', 'pipe'], () => []);
const PRIVATE = createNetworkList(['private'], () => []);

export interface Senders {
  /** Whom the service took for the senders of its last notifications; null where it could not be asked. */
  readonly from: readonly string[] | null;
  /** Addresses that the URL from outside resolves to. */
  readonly outside: readonly string[];
  /** Setting `allow`. */
  readonly allow: readonly string[];
}

/**
 * Whether the senders that the service sees can be the real ones. A proxy that is not believed, or that hands nothing
 * on, shows as a single sender.
 */
export function judgeSenders({ from, outside, allow }: Senders): Diagnosis {
  if (from === null || from.length === 0) {
    return good(
      'proxy',
      say((words) => (from === null ? words.unknown : words.noneYet)),
    );
  }
  const names = [...new Set(from)];
  const [name = ''] = names;
  const count = from.length;
  const party = name === 'pipe' ? name : parseAddress(name);
  if (names.length === 1 && count >= ENOUGH && party !== null) {
    if (LOCAL.includes(party)) {
      return doubtful(
        'proxy',
        say((words) => words.local(name, count)),
        say((words) => words.handOn),
      );
    }
    if (outside.includes(name)) {
      return doubtful(
        'proxy',
        say((words) => words.proxy(name, count)),
        say((words) => words.trust(name)),
      );
    }
    if (PRIVATE.includes(party) && allow.includes('exchange-online')) {
      return doubtful(
        'proxy',
        say((words) => words.single(name, count)),
        say((words) => words.trust(name)),
      );
    }
  }
  const shown = names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ', ...' : '');
  return good(
    'proxy',
    say((words) => words.senders(count, shown)),
  );
}
