import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { createMetrics } from '../../../src/admin/metrics/metrics.ts';
import { EVENT_KINDS } from '../../../src/mapping/events.ts';
import { at, listAt, readProjectFile, readYaml } from '../../support/deploy-files.ts';
import { dashboardExpressions, readDashboard } from '../../support/grafana-dashboard.ts';
import { unknownIn } from '../../support/prom-expressions.ts';
import { findProgram } from '../../support/proxy-process.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'deploy/monitoring');
const rules = listAt(readYaml('deploy/monitoring/alerts.yaml')[0], 'groups').flatMap((group) =>
  listAt(group, 'rules'),
);
const nameOf = (rule: unknown): string => String(at(rule, 'alert'));

describe('the alert rules', () => {
  it('ask for nothing that the service does not tell', () => {
    expect(rules.flatMap((rule) => unknownIn(String(at(rule, 'expr'))))).to.deep.equal([]);
    const tests = readProjectFile('deploy/monitoring/alerts.test.yaml');
    expect(unknownIn(tests)).to.deep.equal([]);
  });

  it('have a severity, and lead to a paragraph that there is', () => {
    for (const rule of rules) {
      expect(at(rule, 'labels.severity'), nameOf(rule)).to.be.oneOf(['critical', 'warning']);
      const [file = '', anchor = ''] = String(at(rule, 'annotations.runbook')).split('#');
      expect(existsSync(join(root, file)), file).to.equal(true);
      const headings = [...readProjectFile(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      );
      expect(headings, nameOf(rule)).to.include(anchor);
    }
  });

  it('stand where it is said what to do, in both languages', () => {
    for (const page of ['docs/operating.md', 'docs/operating.de.md']) {
      const missing = rules.map(nameOf).filter((name) => !readProjectFile(page).includes(`\`${name}\``));
      expect(missing, page).to.deep.equal([]);
    }
  });

  it('are all in the documentation, and each has a test in which it fires', () => {
    const documented = [
      ...readProjectFile('docs/metrics.md').matchAll(/^\| `(SyncNotification\w+)` \| (\w+)/gm),
    ];
    expect(documented.map(([, name, severity]) => `${name} ${severity}`)).to.deep.equal(
      rules.map((rule) => `${nameOf(rule)} ${String(at(rule, 'labels.severity'))}`),
    );
    const tests = readProjectFile('deploy/monitoring/alerts.test.yaml');
    expect(rules.map(nameOf).filter((name) => !tests.includes(`"${name}"`))).to.deep.equal([]);
  });
});

describe('the dashboard', () => {
  const dashboard = readDashboard();

  it('asks for nothing that the service does not tell', () => {
    expect(dashboardExpressions(dashboard).flatMap(unknownIn)).to.deep.equal([]);
  });

  it('uses the variables that it has, and no others', () => {
    const text = JSON.stringify([dashboard.panels, dashboard.annotations]);
    const used = new Set([...text.matchAll(/\$\{?([a-z]\w*)/g)].map(([, name = '']) => name));
    expect([...used].toSorted()).to.deep.equal(dashboard.templating.list.map(({ name }) => name).toSorted());
  });

  it('has panels that do not lie upon each other', () => {
    const taken = new Set<string>();
    const ids = new Set(dashboard.panels.map(({ id }) => id));
    expect(ids.size).to.equal(dashboard.panels.length);
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).to.be.at.most(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`), title).to.equal(false);
          taken.add(`${x} ${y}`);
        }
      }
    }
  });
});

describe('promtool', function () {
  this.timeout(60_000);
  let promtool = '';
  const run = (args: readonly string[], input?: string): string =>
    execFileSync(promtool, args, { cwd: folder, encoding: 'utf8', input, stdio: 'pipe' });

  before(function () {
    const found = findProgram('promtool');
    if (found === null) {
      this.skip();
    }
    promtool = found;
  });

  it('takes the rules and the scrape configuration', () => {
    expect(run(['check', 'rules', 'alerts.yaml'])).to.include(`SUCCESS: ${rules.length} rules found`);
    expect(run(['check', 'config', '--syntax-only', 'prometheus.yaml'])).to.include('SUCCESS');
  });

  it('finds each alert to fire when it should, and none of a healthy service', () => {
    expect(run(['test', 'rules', 'alerts.test.yaml'])).to.include('SUCCESS');
  });

  it('understands every expression of the dashboard', () => {
    const made = mkdtempSync(join(tmpdir(), 'sync-notification-rules-'));
    try {
      const recorded = [...new Set(dashboardExpressions(readDashboard()))].map((expr, index) => ({
        record: `panel:${index}`,
        expr,
      }));
      const file = join(made, 'dashboard.yaml');
      writeFileSync(file, stringify({ groups: [{ name: 'dashboard', rules: recorded }] }));
      expect(run(['check', 'rules', file])).to.include(`SUCCESS: ${recorded.length} rules found`);
    } finally {
      rmSync(made, { recursive: true });
    }
  });

  it('has nothing to say against the names of the metrics', async () => {
    const metrics = createMetrics({
      version: '1.0.0',
      store: 'mssql',
      mandators: ['PROD'],
      eventKinds: EVENT_KINDS,
    });
    expect(run(['check', 'metrics'], await metrics.text())).to.equal('');
  });
});
