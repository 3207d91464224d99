import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSettings } from '../../../src/config/settings.ts';
import { parseStages } from '../../support/container/dockerfile.ts';
import { readProjectFile, readYaml } from '../../support/deploy-files.ts';

const folder = join(import.meta.dirname, '../../../deploy/docker');
/** As much of a Compose file's service as is looked at here. */
interface ComposeService {
  readonly environment: Record<string, string>;
  readonly secrets: string[];
  readonly depends_on: unknown;
  readonly entrypoint: unknown;
  readonly healthcheck: { readonly test: string[] };
  readonly volumes: unknown;
  readonly ports?: unknown;
  readonly stop_grace_period: string;
}

const [compose] = readYaml('deploy/docker/compose.yaml') as [
  {
    services: Record<'service' | 'table' | 'database', ComposeService>;
    secrets: Record<string, { file: string }>;
    volumes: object;
  },
];
const { service, table, database } = compose.services;
const image = parseStages(readProjectFile('Dockerfile')).at(-1)?.instructions ?? [];
const ofImage = (name: string): string => image.find((one) => one.name === name)?.text ?? '';

/** The file of a secret, as it is while no folder is named. */
const secretFile = (name: string): string =>
  join(
    folder,
    (compose.secrets[name]?.file ?? '').replace('${SECRETS_DIR:-./secrets.example}', 'secrets.example'),
  );

describe('the rehearsal with Docker Compose', () => {
  it('gives the service settings that it starts with', () => {
    const env = service.environment;
    const variables = ['SYNC_SQL_PASSWORD_FILE', 'SYNC_ADMIN_TOKEN_FILE'];
    const secrets = variables.map((variable) => env[variable]?.replace('/run/secrets/', '') ?? '');
    expect(service.secrets).to.deep.equal(secrets);
    const files = Object.fromEntries(
      variables.map((name, index) => [name, secretFile(secrets[index] ?? '')]),
    );
    const settings = loadSettings({ env: { ...env, ...files }, cwd: folder });
    expect(settings).to.deep.include({ store: 'mssql', mandators: ['PROD'], adminHost: '0.0.0.0' });
    expect(env['SYNC_CONNECTION_STRING_PROD'])
      .to.include('Data Source=database;')
      .and.not.match(/password|pwd/i);
    expect(service.stop_grace_period).to.equal('20s');
    expect(settings.shutdownTimeoutMs).to.be.lessThan(20_000);
  });

  it('starts one after the other: database, table, service', () => {
    expect(service.depends_on).to.deep.equal({ table: { condition: 'service_completed_successfully' } });
    expect(table.depends_on).to.deep.equal({ database: { condition: 'service_healthy' } });
    expect(database.healthcheck.test[1]).to.include('/opt/mssql-tools18/bin/sqlcmd');
  });

  it('mounts the data folder and publishes the ports, on this machine alone', () => {
    expect(service.volumes).to.deep.equal([`data:${ofImage('VOLUME')}`]);
    expect(service.ports).to.deep.equal([
      '127.0.0.1:${HTTP_PORT:-8080}:' + ofImage('EXPOSE'),
      `127.0.0.1:\${ADMIN_PORT:-8081}:${String(loadSettings({ env: {}, cwd: folder }).adminPort)}`,
    ]);
    expect([database.ports, table.ports]).to.deep.equal([undefined, undefined]);
    expect(Object.keys(compose.volumes)).to.deep.equal(['data', 'database']);
  });

  it('takes root, rights and a writable root folder from the service', () => {
    expect(service).to.deep.include({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('has every secret as a file, and every file that the job runs', () => {
    const named = new Set([service, table, database].flatMap((one) => one.secrets));
    expect([...named].toSorted()).to.deep.equal(Object.keys(compose.secrets).toSorted());
    for (const name of named) {
      expect(existsSync(secretFile(name)), name).to.equal(true);
    }
    const script = readProjectFile('deploy/docker/prepare-database.sh');
    expect(table.entrypoint).to.deep.equal(['/bin/bash', '/deploy/docker/prepare-database.sh']);
    expect(table.volumes).to.deep.equal(['..:/deploy:ro']);
    const scripts = [...script.matchAll(/"\$deploy\/([\w./-]+)"/g)].map(([, path]) => path ?? '');
    expect(scripts).to.have.length(3);
    expect(scripts.filter((path) => !existsSync(join(folder, '..', path)))).to.deep.equal([]);
  });
});
