import { expect } from 'chai';
import {
  findViews,
  selectViews,
  sortViews,
  type Selection,
  type SortKey,
} from '../../../../src/commands/subscriptions/select.ts';
import { NO_COUNTS } from '../../../../src/subscriptions/counts.ts';
import type { SubscriptionView } from '../../../../src/subscriptions/view.ts';

const NOTHING: SubscriptionView = {
  mandator: 'PROD',
  subscriptionId: '',
  subscription: null,
  exchangeServer: null,
  mailbox: null,
  mailboxFrom: null,
  subscribedAt: null,
  firstHeardAt: '2024-05-01T08:00:00.000Z',
  lastHeardAt: '2024-05-01T08:00:00.000Z',
  lastWatermark: null,
  state: 'active',
  ended: null,
  endRequestedAt: null,
  statusFrequencyMs: 1_800_000,
  isStatusFrequencyObserved: false,
  isFollowed: true,
  gaps: [],
  lastError: null,
  counts: NO_COUNTS,
};
const at = new Date(0);
const VIEWS: SubscriptionView[] = [
  {
    ...NOTHING,
    subscriptionId: 'AbC=',
    subscription: 'aaaa-1',
    exchangeServer: 'ex02.corp',
    mailbox: 'bb-2',
  },
  {
    ...NOTHING,
    subscriptionId: 'abc=',
    exchangeServer: 'ex01.corp',
    mailbox: 'aa-1',
    state: 'silent',
    gaps: [{ since: at, reportedAt: at, missing: '' }],
    counts: { ...NO_COUNTS, messages: 7, gaps: 1 },
  },
  {
    ...NOTHING,
    mandator: 'Test',
    subscriptionId: 'xyz',
    state: 'ended',
    gaps: [{ since: at, reportedAt: null, missing: '' }],
    lastHeardAt: '2024-04-01T08:00:00.000Z',
  },
];

const ids = (views: readonly SubscriptionView[]): string[] =>
  views.map(({ subscriptionId }) => subscriptionId);

describe('the subscriptions that a command means', () => {
  const selections: [Selection, string[]][] = [
    [{}, ['AbC=', 'abc=', 'xyz']],
    [{ mandator: 'test' }, ['xyz']],
    [{ mailbox: 'AA-1' }, ['abc=']],
    [{ server: 'EX0' }, ['AbC=', 'abc=']],
    [{ silent: true }, ['abc=']],
    [{ silent: true, ended: true }, ['abc=', 'xyz']],
    [{ gaps: true }, ['abc=']],
    [{ mandator: 'PROD', ended: true }, []],
  ];
  for (const [selection, expected] of selections) {
    it(`are ${expected.join(', ') || 'none'} for ${JSON.stringify(selection)}`, () => {
      expect(ids(selectViews(VIEWS, selection))).to.deep.equal(expected);
    });
  }

  const orders: [SortKey | undefined, string[]][] = [
    [undefined, ['abc=', 'AbC=', 'xyz']],
    ['last', ['xyz', 'abc=', 'AbC=']],
    ['messages', ['abc=', 'AbC=', 'xyz']],
    ['state', ['AbC=', 'xyz', 'abc=']],
    ['mailbox', ['xyz', 'abc=', 'AbC=']],
  ];
  for (const [key, expected] of orders) {
    it(`stand in the order ${expected.join(', ')} by ${key ?? 'default'}`, () => {
      expect(ids(sortViews(VIEWS, key))).to.deep.equal(expected);
    });
  }

  it('are found by the exact SubscriptionId, whose case matters, or by its GUID', () => {
    expect(ids(findViews(VIEWS, ['abc='], 'en'))).to.deep.equal(['abc=']);
    expect(ids(findViews(VIEWS, ['AAAA-1', 'AbC=', 'xyz'], 'en'))).to.deep.equal(['AbC=', 'xyz']);
    expect(() => findViews(VIEWS, ['abc=', 'XYZ'], 'en')).to.throw('no subscription "XYZ" is known');
    expect(() => findViews(VIEWS, [''], 'en')).to.throw('no subscription');
  });
});
