import { expect } from 'chai';
import { renderDropPage } from '../../../../src/admin/page/render-drop-page.ts';
import { renderStatusPage } from '../../../../src/admin/page/render-status-page.ts';
import type { ServiceStatus } from '../../../../src/admin/status.ts';
import {
  emptyStatus,
  mandatorOf,
  notificationOf,
  problemOf,
  setAsideOf,
  subscriptionOf,
  subscriptionsOf,
  viewOf,
} from '../../../support/status.ts';
import { awayStatus, healthyStatus } from '../../../support/status-states.ts';

/** The text of an element, as a reader has it. */
function textOf(page: string, element: RegExp): string {
  const inner = new RegExp(`${element.source}(?<inner>[\\s\\S]*?)</`).exec(page)?.groups?.['inner'] ?? '';
  return inner
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const H1 = /<h1[^>]*>/;

const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&`;

/** A status in which everything that comes from outside is hostile. */
function hostileStatus(): ServiceStatus {
  return healthyStatus({
    service: { ...healthyStatus().service, table: EVIL, mapping: EVIL, dataDir: EVIL, paths: [EVIL] },
    problems: [
      problemOf('intake_refused', 'trouble', { reason: EVIL }, EVIL),
      problemOf('callers_refused', 'advice', { count: 1, address: EVIL }),
    ],
    mandators: [mandatorOf(EVIL, { error: EVIL, database: EVIL, state: 'down' })],
    subscriptions: subscriptionsOf([
      subscriptionOf(1, {
        subscriptionId: EVIL,
        mailbox: EVIL,
        exchangeServer: EVIL,
        mandator: EVIL,
        state: 'ended',
        ended: { at: '2026-11-22T10:00:00.000Z', by: 'exchange', code: EVIL },
      }),
    ]),
    notifications: [
      notificationOf(1, {
        requestId: EVIL,
        from: EVIL,
        mandator: EVIL,
        subscriptionIds: [EVIL],
        events: { [EVIL]: 1 },
        fate: 'failed',
        code: EVIL,
        reason: EVIL,
      }),
    ],
    setAside: { total: 1, rows: [setAsideOf(1, { mandator: EVIL, reason: EVIL, values: { [EVIL]: EVIL } })] },
    settings: [{ name: EVIL, group: EVIL, value: EVIL, from: 'file', source: EVIL }],
  });
}

describe('the status page', () => {
  it('says in one sentence that all is well', () => {
    const page = renderStatusPage(healthyStatus(), viewOf());
    expect(textOf(page, H1)).to.equal(
      'All is well: Exchange reaches this service, and ROOMS gets every notification.',
    );
    expect(page).to.include('<title>All well – SyncNotification</title>');
  });

  it('still says so where there is advice only, and gives it', () => {
    const page = renderStatusPage(
      healthyStatus({ problems: [problemOf('open_to_all', 'advice')] }),
      viewOf(),
    );
    expect(textOf(page, H1)).to.match(/^All is well/);
    expect(page).to.include('Everybody who reaches the port');
  });

  it('says in one sentence what is gravest and what to do, in German too', () => {
    const page = renderStatusPage(awayStatus(), viewOf({ language: 'de' }));
    expect(textOf(page, H1)).to.match(
      /^Die Datenbank von PROD ist seit .* nicht verfügbar, .*: Prüfen Sie, .*\.$/,
    );
    expect(page).to.include('<html lang="de"').and.to.include('<title>Störung – SyncNotification</title>');
  });

  it('tells the rest with what it means and what to do', () => {
    const page = renderStatusPage(awayStatus(), viewOf());
    expect(page).to.match(/And 3 more/);
    expect(page.match(/What it means/g)).to.have.length(4);
    expect(page.match(/What to do/g)).to.have.length(4);
  });

  it('lets nothing from outside become markup, anywhere', () => {
    for (const page of [
      renderStatusPage(hostileStatus(), viewOf({ search: EVIL, formToken: EVIL })),
      renderDropPage(hostileStatus(), viewOf({ root: '../' }), 1),
    ]) {
      expect(page).not.to.match(/<script>|<img|onerror='/);
      expect(page.match(/<script/g)?.length ?? 0).to.be.at.most(1);
    }
  });

  it('has neither style nor script of its own, which its policy would keep out', () => {
    for (const status of [emptyStatus(), healthyStatus(), awayStatus()]) {
      const page = renderStatusPage(status, viewOf());
      expect(page).not.to.match(/\sstyle=|<style|\son\w+=|javascript:/);
    }
  });

  it('gives the words of the database besides plain ones', () => {
    const page = renderStatusPage(awayStatus(), viewOf());
    expect(page).to.include('The server cannot be reached').and.to.include('ECONNREFUSED 10.1.4.20:1433');
  });

  it('hides secrets and tells where settings come from', () => {
    const page = renderStatusPage(healthyStatus(), viewOf()).replaceAll(/\s+/g, ' ');
    expect(page)
      .to.match(/sqlPassword\.PROD.{0,200}>hidden</)
      .and.to.include('SYNC_SQL_PASSWORD_FILE');
    expect(page).not.to.include('(hidden)');
  });

  it('keeps what was asked for in its links, and nothing else', () => {
    const view = viewOf({
      language: 'de',
      isLanguageChosen: true,
      search: 'a b',
      sort: 'events',
      order: 'desc',
      page: 2,
    });
    const page = renderStatusPage(healthyStatus(), view);
    expect(page).to.include('href="./?lang=en&amp;q=a+b&amp;sort=events&amp;order=desc&amp;page=2"');
    const links = [...renderStatusPage(healthyStatus(), viewOf()).matchAll(/href="([^"]*)"/g)].map(
      ([, href]) => href ?? '',
    );
    expect(links.filter((href) => !/^(\.\/|#|data:)/.test(href))).to.deep.equal([]);
  });

  it('has one id for one thing, and labels that lead to it', () => {
    const page = renderStatusPage(awayStatus(), viewOf());
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).to.have.length(new Set(ids).size);
    const labels = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).to.include.members(labels);
  });

  it('shows the steps of a self-test with their times', () => {
    const page = renderStatusPage(
      healthyStatus(),
      viewOf({
        selftests: [
          {
            ...{ mandator: 'PROD', startedAt: '2026-11-22T14:00:00.000Z', ms: 52, result: 'fail' as const },
            steps: [
              { step: 'reply', result: 'fail', code: 'timeout', values: { ms: 30000 }, ms: 30000, sql: null },
            ],
          },
        ],
      }),
    );
    expect(page)
      .to.include('Self-test of PROD')
      .and.to.include('no whole reply within')
      .and.to.include('30 s');
  });
});
