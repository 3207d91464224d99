import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { at, listAt, readYaml } from '../../support/deploy-files.ts';
import { findProgram } from '../../support/proxy-process.ts';

const folder = 'deploy/kubernetes/components/service-monitor';

describe('the ServiceMonitor', () => {
  const [monitor] = readYaml(`${folder}/service-monitor.yaml`);
  const [scrape] = listAt(readYaml('deploy/monitoring/prometheus.yaml')[0], 'scrape_configs');

  it('asks the port of administrators with the token of the Secret', () => {
    const [endpoint] = listAt(monitor, 'spec.endpoints');
    const [service] = readYaml('deploy/kubernetes/base/service.yaml');
    const ports = listAt(service, 'spec.ports').map((port) => at(port, 'name'));
    expect(ports).to.include(at(endpoint, 'port'));
    expect(at(endpoint, 'path')).to.equal('/metrics');
    const [overlay] = readYaml('deploy/kubernetes/overlays/example/kustomization.yaml');
    expect(at(endpoint, 'authorization.credentials.name')).to.equal(at(overlay, 'secretGenerator.0.name'));
    const keys = listAt(overlay, 'secretGenerator.0.files').map((file) => String(file).split('=')[0]);
    expect(keys).to.include(at(endpoint, 'authorization.credentials.key'));
  });

  it('makes the job that the alerts expect, of the Service of the base', () => {
    const label = 'app.kubernetes.io/name';
    const [base] = readYaml('deploy/kubernetes/base/kustomization.yaml');
    const pairs = at(base, 'labels.0.pairs') as Record<string, string>;
    expect(at(monitor, 'spec.selector.matchLabels')).to.deep.equal({ [label]: pairs[label] });
    expect(at(monitor, 'spec.jobLabel')).to.equal(label);
    expect(pairs[label]).to.equal(at(scrape, 'job_name'));
  });

  it('is put together by kustomize, with the name that the Secret is given', function () {
    const kubectl = findProgram('kubectl');
    if (kubectl === null) {
      this.skip();
    }
    const made = mkdtempSync(join(tmpdir(), 'sync-notification-kustomize-'));
    try {
      cpSync(join(import.meta.dirname, '../../../deploy/kubernetes'), made, { recursive: true });
      const overlay = join(made, 'overlays/example');
      appendFileSync(
        join(overlay, 'kustomization.yaml'),
        'components:\n  - ../../components/service-monitor\n',
      );
      const text = execFileSync(kubectl, ['kustomize', overlay], { encoding: 'utf8' });
      const objects = parseAllDocuments(text).map((document) => document.toJS() as unknown);
      const find = (kind: string): unknown => objects.find((one) => at(one, 'kind') === kind);
      expect(at(find('Secret'), 'metadata.name')).to.match(/^sync-notification-\w+$/);
      expect(at(find('ServiceMonitor'), 'spec.endpoints.0.authorization.credentials.name')).to.equal(
        at(find('Secret'), 'metadata.name'),
      );
    } finally {
      rmSync(made, { recursive: true });
    }
  });
});
