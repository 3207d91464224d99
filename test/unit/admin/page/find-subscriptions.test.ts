import { expect } from 'chai';
import { eventsOf, findSubscriptions, searchAndSort } from '../../../../src/admin/page/find-subscriptions.ts';
import { PLAIN_VIEW } from '../../../../src/admin/page/links.ts';
import { SUBSCRIPTION_COLUMNS } from '../../../../src/admin/page/page-view.ts';
import { silentSubscription, subscriptionOf } from '../../../support/status.ts';
import { largeStatus } from '../../../support/status-states.ts';

const { subscriptions: many } = largeStatus().subscriptions;

describe('finding subscriptions', () => {
  it('shows silent ones first, the longest silent on top, then those with gaps', () => {
    const { rows } = findSubscriptions(many, PLAIN_VIEW);
    const states = rows.map(({ state, counts }) => (counts.gaps > 0 ? 'gap' : state));
    expect(states.slice(0, 10)).to.deep.equal([
      ...Array.from({ length: 5 }, () => 'silent'),
      ...Array.from({ length: 4 }, () => 'gap'),
      'active',
    ]);
    const heard = rows.slice(0, 5).map(({ lastHeardAt }) => lastHeardAt);
    expect(heard).to.deep.equal(heard.toSorted());
  });

  it('puts what Exchange has ended before what is active, and what was ended on purpose last', () => {
    const ended = (number: number, by: 'service' | 'exchange'): ReturnType<typeof subscriptionOf> =>
      subscriptionOf(number, { state: 'ended', ended: { at: '2026-11-22T10:00:00.000Z', by, code: null } });
    const all = [ended(1, 'service'), subscriptionOf(2), ended(3, 'exchange'), silentSubscription(4)];
    const { rows } = findSubscriptions(all, PLAIN_VIEW);
    expect(rows.map(({ mailbox }) => mailbox?.slice(0, 4))).to.deep.equal(['0004', '0003', '0002', '0001']);
  });

  it('finds one of 2,000 by its mailbox, whatever the case, and several by words in any order', () => {
    const find = (search: string): number => findSubscriptions(many, { ...PLAIN_VIEW, search }).count;
    expect(find('04D23959-36E0-4A10-8B42-9D3513C3F0D9')).to.equal(1);
    expect(find('EX1.corp')).to.equal(500);
    expect(find('04d2 example ex3')).to.equal(1);
    expect(find('nowhere')).to.equal(0);
  });

  it('shows every one of 2,000 once on the pages of each order', () => {
    for (const sort of SUBSCRIPTION_COLUMNS) {
      const seen = new Set<string>();
      const { pages } = findSubscriptions(many, { ...PLAIN_VIEW, sort });
      for (let page = 1; page <= pages; page += 1) {
        findSubscriptions(many, { ...PLAIN_VIEW, sort, page }).rows.forEach((row) =>
          seen.add(row.subscriptionId),
        );
      }
      expect(seen.size).to.equal(2000);
    }
  });

  it('sorts what many look at once', () => {
    const list = searchAndSort(many, PLAIN_VIEW);
    expect(searchAndSort(many, { ...PLAIN_VIEW })).to.equal(list);
    expect(searchAndSort(many, { ...PLAIN_VIEW, order: 'desc' })[0]).to.not.equal(list[0]);
    expect(searchAndSort([...many], PLAIN_VIEW)).to.deep.equal(list);
  });

  it('sorts both ways', () => {
    const events = (order: 'asc' | 'desc'): number[] =>
      findSubscriptions(many, { ...PLAIN_VIEW, sort: 'events', order }).rows.map(eventsOf);
    expect(events('asc')).to.deep.equal(events('asc').toSorted((a, b) => a - b));
    expect(events('desc')).to.deep.equal(events('desc').toSorted((a, b) => b - a));
  });

  it('shows the last page where a later one is asked for', () => {
    expect(findSubscriptions(many, { ...PLAIN_VIEW, page: 9999 })).to.include({
      page: 80,
      from: 1976,
      to: 2000,
    });
    expect(findSubscriptions([], { ...PLAIN_VIEW, page: 2 })).to.include({
      page: 1,
      from: 0,
      to: 0,
      count: 0,
    });
  });

  it('counts no heartbeats among the events', () => {
    expect(eventsOf(subscriptionOf(3))).to.equal(24);
  });
});
