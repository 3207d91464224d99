import { execFileSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { loadSettings } from '../../../src/config/settings.ts';
import { assignments, parseStages } from '../../support/container/dockerfile.ts';
import { at, filesBelow, listAt, readProjectFile, readYaml } from '../../support/deploy-files.ts';
import { findProgram } from '../../support/proxy-process.ts';

const LABEL = { 'app.kubernetes.io/name': 'sync-notification' };
const base = 'deploy/kubernetes/base';
const image = parseStages(readProjectFile('Dockerfile')).at(-1)?.instructions ?? [];
const ofImage = (name: string): string => image.find((one) => one.name === name)?.text ?? '';
const manifest = (file: string): unknown => readYaml(`${base}/${file}.yaml`)[0];
const settings = loadSettings({ env: { SYNC_DATA_DIR: '/data' }, cwd: '/' });

describe('the Kubernetes objects', () => {
  const statefulSet = manifest('stateful-set');
  const pod = at(statefulSet, 'spec.template.spec');
  const container = at(pod, 'containers.0');
  const named = (path: string, name: string): unknown =>
    listAt(path.startsWith('volumeMounts') ? container : pod, path).find((one) => at(one, 'name') === name);

  it('are all named in their kustomization', () => {
    for (const file of filesBelow('deploy/kubernetes').filter(
      (path) => basename(path) === 'kustomization.yaml',
    )) {
      const [kustomization] = readYaml(file) as [{ resources: string[] }];
      const beside = filesBelow(dirname(file)).map((path) => path.slice(dirname(file).length + 1));
      const listed = kustomization.resources.filter((path) => !path.startsWith('..'));
      const objects = beside.filter((path) => /^[\w-]+\.yaml$/.test(path) && path !== 'kustomization.yaml');
      expect(listed.toSorted(), file).to.deep.equal(objects);
    }
  });

  it('choose the Pods of this application and no others of the namespace', () => {
    expect(at(statefulSet, 'spec.template.metadata.labels')).to.deep.equal(LABEL);
    expect(at(manifest('service'), 'spec.selector')).to.deep.equal(LABEL);
    for (const selector of [
      at(statefulSet, 'spec.selector'),
      at(manifest('pod-disruption-budget'), 'spec.selector'),
      at(manifest('network-policy'), 'spec.podSelector'),
    ]) {
      expect(selector).to.deep.equal({ matchLabels: LABEL });
    }
  });

  it('use port, user and data folder of the image', () => {
    expect(at(container, 'ports')).to.deep.equal([
      { name: 'http', containerPort: settings.port },
      { name: 'admin', containerPort: settings.adminPort },
    ]);
    expect(ofImage('EXPOSE')).to.equal(String(settings.port));
    expect(ofImage('USER')).to.equal(
      [at(pod, 'securityContext.runAsUser'), at(pod, 'securityContext.runAsGroup')].join(':'),
    );
    expect(new Map(assignments(ofImage('ENV'))).get('SYNC_DATA_DIR')).to.equal(ofImage('VOLUME'));
    expect(at(named('volumeMounts', 'data'), 'mountPath')).to.equal(ofImage('VOLUME'));
    expect(at(statefulSet, 'spec.volumeClaimTemplates.0.metadata.name')).to.equal('data');
  });

  it('keep to the Pod Security Standard "restricted", with a read-only root', () => {
    expect(at(pod, 'securityContext')).to.deep.include({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(at(container, 'securityContext')).to.deep.equal({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(at(pod, 'automountServiceAccountToken')).to.equal(false);
  });

  it('ask for health where the service answers it, and wait for a stop longer than it takes', () => {
    for (const probe of ['startupProbe', 'livenessProbe']) {
      expect(at(container, `${probe}.httpGet`), probe).to.deep.equal({ path: '/healthz', port: 'http' });
    }
    expect(at(container, 'readinessProbe.httpGet')).to.deep.equal({
      path: '/readyz?scope=intake',
      port: 'admin',
    });
    expect(at(container, 'env.1')).to.deep.equal({ name: 'SYNC_ADMIN_HOST', value: '0.0.0.0' });
    expect(Number(at(pod, 'terminationGracePeriodSeconds')) * 1000).to.be.greaterThan(
      settings.shutdownTimeoutMs + 5000,
    );
  });

  it('read password and token from the Secret that is mounted', () => {
    const folder = String(at(named('volumeMounts', 'secrets'), 'mountPath'));
    expect(at(container, 'env.0')).to.deep.equal({
      name: 'SYNC_SQL_PASSWORD_FILE',
      value: `${folder}/sql-password`,
    });
    expect(at(container, 'env.2')).to.deep.equal({
      name: 'SYNC_ADMIN_TOKEN_FILE',
      value: `${folder}/admin-token`,
    });
    const [overlay] = readYaml('deploy/kubernetes/overlays/example/kustomization.yaml');
    expect(at(overlay, 'secretGenerator.0.name')).to.equal(
      at(named('volumes', 'secrets'), 'secret.secretName'),
    );
    expect(at(overlay, 'secretGenerator.0.files.0')).to.match(/^sql-password=/);
    expect(at(overlay, 'secretGenerator.0.files.1')).to.match(/^admin-token=/);
  });

  it('let in the one path, as ROOMS registers it, and out what the service needs', () => {
    const [rule, ...otherRules] = listAt(manifest('ingress'), 'spec.rules');
    const [path, ...otherPaths] = listAt(rule, 'http.paths');
    expect([...otherRules, ...otherPaths]).to.deep.equal([]);
    expect(path).to.include({ path: settings.paths[0], pathType: 'Exact' });
    const policy = manifest('network-policy');
    const out = listAt(policy, 'spec.egress').flatMap((one) =>
      listAt(one, 'ports').map((port) => at(port, 'port')),
    );
    expect(out).to.deep.equal([53, 53, 1433]);
    const entrances = listAt(policy, 'spec.ingress').map((entrance) => [
      at(entrance, 'from.0.namespaceSelector.matchLabels'),
      at(entrance, 'ports'),
    ]);
    const name = 'kubernetes.io/metadata.name';
    expect(entrances).to.deep.equal([
      [{ [name]: 'ingress-nginx' }, [{ protocol: 'TCP', port: 'http' }]],
      [{ [name]: 'monitoring' }, [{ protocol: 'TCP', port: 'admin' }]],
    ]);
    expect(at(path, 'backend.service.port')).to.deep.equal({ name: 'http' });
  });

  it('are put together by kustomize, with settings and Secret of the overlay', function () {
    const kubectl = findProgram('kubectl');
    if (kubectl === null) {
      this.skip();
    }
    const folder = join(import.meta.dirname, '../../../deploy/kubernetes/overlays/example');
    const text = execFileSync(kubectl, ['kustomize', folder], { encoding: 'utf8' });
    const objects = parseAllDocuments(text).map((document) => document.toJS() as unknown);
    const find = (kind: string): unknown => objects.find((one) => at(one, 'kind') === kind);
    const made = at(find('StatefulSet'), 'spec.template.spec');
    const nameOf = (kind: string): unknown => at(find(kind), 'metadata.name');
    expect(at(made, 'containers.0.envFrom.0.configMapRef.name')).to.equal(nameOf('ConfigMap'));
    expect(at(made, 'volumes.0.secret.secretName')).to.equal(nameOf('Secret'));
    const env = at(find('ConfigMap'), 'data') as Record<string, string>;
    const loaded = loadSettings({
      env: {
        ...env,
        SYNC_DATA_DIR: '/data',
        SYNC_SQL_PASSWORD_FILE: join(folder, 'secrets/sql-password.example'),
        SYNC_ADMIN_HOST: '0.0.0.0',
        SYNC_ADMIN_TOKEN_FILE: join(folder, 'secrets/admin-token.example'),
      },
      cwd: '/',
    });
    expect(loaded).to.deep.include({ store: 'mssql', mandators: ['PROD'], allow: ['exchange-online'] });
  });
});
