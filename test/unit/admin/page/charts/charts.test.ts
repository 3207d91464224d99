import { expect } from 'chai';
import { charts } from '../../../../../src/admin/page/charts/charts.ts';
import { createPageContext } from '../../../../../src/admin/page/page-context.ts';
import type { Minute } from '../../../../../src/admin/status.ts';
import { emptyStatus, minutes, viewOf } from '../../../../support/status.ts';

function drawn(history: readonly Minute[]): string {
  return charts(createPageContext(emptyStatus({ history }), viewOf())).markup.replaceAll(/\s+/g, ' ');
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

const REPLY = { median: 4, p95: 9, max: 31 };

describe('the charts', () => {
  it('say that there is nothing where nothing happened, with and without a minute', () => {
    for (const history of [[], minutes(1, () => ({})), minutes(60, () => ({}))]) {
      const text = drawn(history);
      expect(count(text, /class="nothing"/g)).to.equal(3);
      expect(text).not.to.match(/NaN|Infinity|undefined/);
      expect(count(text, /role="img" aria-label="[^"]{10,}"/g)).to.equal(3);
    }
  });

  it('show the time before the start as unknown, and none of it after an hour', () => {
    expect(count(drawn(minutes(1, () => ({}))), /class="unknown"/g)).to.equal(3);
    expect(count(drawn(minutes(60, () => ({}))), /class="unknown"/g)).to.equal(0);
  });

  it('draw one minute: a bar, a dot for a lone reply time, and the spool', () => {
    const text = drawn(minutes(1, () => ({ stored: 3, replyMs: REPLY, spooledRows: 5 })));
    expect(count(text, /<rect class="bar stored" x=/g)).to.equal(1);
    expect(text).to.match(/class="line median" d="M[\d.]+ [\d.]+h0"/);
    expect(count(text, /<rect class="area" x=/g)).to.equal(1);
  });

  it('stack what was stored, refused and failed, hatched where it went wrong', () => {
    const text = drawn(minutes(60, () => ({ stored: 1000, refused: 1, failed: 1 })));
    for (const outcome of ['refused', 'failed']) {
      const bars = [
        ...text.matchAll(
          new RegExp(
            `class="bar ${outcome}" fill="url\\(#hatch-${outcome}\\)" x="[^"]+" y="[^"]+" width="[^"]+" height="([^"]+)"`,
            'g',
          ),
        ),
      ];
      expect(bars).to.have.length(60);
      expect(Number(bars[0]?.[1])).to.equal(2);
    }
    expect(text).to.include('60,000 stored, 60 refused, 60 failed');
  });

  it('break the line where minutes had no message', () => {
    const text = drawn(minutes(5, (index) => ({ replyMs: index === 2 ? null : REPLY })));
    const path = /class="line median" d="([^"]+)"/.exec(text)?.[1] ?? '';
    expect(count(path, /M/g)).to.equal(2);
    expect(count(path, /L/g)).to.equal(2);
  });

  it('tell the same as tables, the newest minute first', () => {
    const text = drawn(minutes(3, (index) => ({ stored: index + 10, replyMs: REPLY })));
    expect(count(text, /<table/g)).to.equal(3);
    expect(text).to.match(/>\s*12\s*<\/td/);
    expect(text.search(/>\s*12\s*<\/td/)).to.be.lessThan(text.search(/>\s*10\s*<\/td/));
    expect(text).to.include('31 ms');
  });
});
