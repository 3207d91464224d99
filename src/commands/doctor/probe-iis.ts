import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { speaker } from '../texts.ts';
import { keepHost } from './collect-private.ts';
import type { Context } from './context.ts';
import { bad, doubtful, good, type Diagnosis } from './diagnosis.ts';
import { hostOf } from './host-of.ts';
import { judgePool } from './judge-pool.ts';
import { parseApplicationHost, type ApplicationHost } from './parse-application-host.ts';
import { parseWebConfig, type WebConfig } from './parse-web-config.ts';
import { IIS_TEXTS } from './texts/iis.ts';

const say = speaker(IIS_TEXTS);

/** Modules by the name that they have in applicationHost.config, in lower case, and the one that people know. */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['httpplatformhandler', 'HttpPlatformHandler'],
  ['iisnode', 'iisnode'],
  ['rewritemodule', 'URL Rewrite'],
  ['applicationrequestrouting', 'ARR'],
]);

/** What each way cannot do without. */
const NEEDED: Readonly<Record<WebConfig['way'], readonly string[]>> = {
  httpPlatformHandler: ['httpplatformhandler'],
  iisnode: ['iisnode', 'rewritemodule'],
  'reverse proxy': ['rewritemodule', 'applicationrequestrouting'],
  other: [],
};

/** IIS's modules, the web.config of the folder, its application and pool. Reads files and asks nobody. */
export async function probeIis(context: Context): Promise<Diagnosis[]> {
  if (context.platform !== 'win32') {
    return [
      good(
        'iis',
        say((words) => words.notWindows),
      ),
    ];
  }
  const { host, diagnosis } = await readHost(context);
  return [diagnosis, ...(await webConfigDiagnoses(host, context)), ...applicationDiagnoses(host, context)];
}

interface ReadHost {
  readonly host: ApplicationHost | null;
  readonly diagnosis: Diagnosis;
}

async function readHost({ applicationHostFile: file }: Context): Promise<ReadHost> {
  try {
    const host = parseApplicationHost(await readFile(file, 'utf8'));
    const names = [...MODULES].filter(([name]) => host.modules.has(name)).map(([, known]) => known);
    const found = say((words) => (names.length === 0 ? words.noModules : words.modules(names.join(', '))));
    return { host, diagnosis: good('iis', found) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const unreadable = say((words) => words.unreadable(file, code ?? message));
    return {
      host: null,
      diagnosis:
        code === 'ENOENT'
          ? good(
              'iis',
              say((words) => words.noIis),
            )
          : doubtful(
              'iis',
              unreadable,
              say((words) => words.asAdministrator),
            ),
    };
  }
}

async function webConfigDiagnoses(host: ApplicationHost | null, context: Context): Promise<Diagnosis[]> {
  const file = join(context.folder, 'web.config');
  let config: WebConfig;
  try {
    config = parseWebConfig(await readFile(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === 'ENOENT'
      ? [
          good(
            'iis',
            say((words) => words.noWebConfig(context.folder)),
          ),
        ]
      : [
          bad(
            'iis',
            say((words) => words.brokenWebConfig(file, code ?? message)),
            say((words) => words.mendWebConfig),
          ),
        ];
  }
  if (config.way === 'other') {
    return [
      doubtful(
        'iis',
        say((words) => words.otherWay(file)),
        say((words) => words.mendWebConfig),
      ),
    ];
  }
  return [
    good(
      'iis',
      say((words) => words.way(file, config.way)),
    ),
    ...moduleDiagnoses(config, host),
    ...fileDiagnoses(config, context),
    ...targetDiagnoses(config, context),
    ...(config.passesErrors
      ? []
      : [
          doubtful(
            'iis',
            say((words) => words.bodiesReplaced),
            say((words) => words.passThrough),
          ),
        ]),
  ];
}

function moduleDiagnoses({ way }: WebConfig, host: ApplicationHost | null): Diagnosis[] {
  if (host === null) {
    return [];
  }
  const missing = NEEDED[way]
    .filter((name) => !host.modules.has(name))
    .map((name) => MODULES.get(name) ?? name);
  return [
    ...missing.map((module) =>
      bad(
        'iis',
        say((words) => words.missingModule(way, module)),
        say((words) => words.installModule(module)),
      ),
    ),
    ...(way === 'reverse proxy' && missing.length === 0 && !host.isProxyOn
      ? [
          bad(
            'iis',
            say((words) => words.proxyOff),
            say((words) => words.proxyOn),
          ),
        ]
      : []),
  ];
}

function fileDiagnoses({ program, script, logFile }: WebConfig, { folder, sources }: Context): Diagnosis[] {
  const found: Diagnosis[] = [];
  const place = (path: string): string => resolve(folder, expand(path, sources.env).replaceAll('\\', '/'));
  // A bare name is looked for in PATH, which is the pool's and not this command's.
  if (program !== null && /[\\/]/.test(program)) {
    const path = expand(program, sources.env);
    found.push(
      existsSync(place(program))
        ? good(
            'iis',
            say((words) => words.programThere(path)),
          )
        : bad(
            'iis',
            say((words) => words.programMissing(path)),
            say((words) => words.correctProgram),
          ),
    );
  }
  if (script !== null && !existsSync(place(script))) {
    found.push(
      bad(
        'iis',
        say((words) => words.scriptMissing(script)),
        say((words) => words.unpackAll),
      ),
    );
  }
  if (logFile !== null && !existsSync(dirname(place(logFile)))) {
    const path = dirname(place(logFile));
    found.push(
      doubtful(
        'iis',
        say((words) => words.noLogFolder(path)),
        say((words) => words.makeLogFolder),
      ),
    );
  }
  return found;
}

function targetDiagnoses({ target }: WebConfig, { settings, badSettings, keep }: Context): Diagnosis[] {
  const url = target === null ? null : URL.parse(target);
  keepHost(url === null ? '' : hostOf(url), keep);
  const port = url === null ? '' : url.port || (url.protocol === 'https:' ? '443' : '80');
  return url === null || badSettings.has('port') || port === String(settings.port)
    ? []
    : [
        bad(
          'iis',
          say((words) => words.otherPort(url.host, String(settings.port))),
          say((words) => words.samePort),
        ),
      ];
}

function applicationDiagnoses(host: ApplicationHost | null, { folder, sources, keep }: Context): Diagnosis[] {
  if (host === null || !existsSync(join(folder, 'web.config'))) {
    return [];
  }
  const plain = (path: string): string =>
    expand(path, sources.env).replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase();
  const own = host.applications.filter(({ physicalPath }) => plain(physicalPath) === plain(folder));
  if (own.length === 0) {
    return [
      doubtful(
        'iis',
        say((words) => words.noApplication(folder)),
        say((words) => words.makeApplication),
      ),
    ];
  }
  return own.flatMap(({ site, path, pool: name }) => {
    const pool = host.pools.find((each) => each.name === name);
    keep('name', site);
    keep('name', name);
    return [
      good(
        'iis',
        say((words) => words.application(site, path, name)),
      ),
      ...(pool === undefined ? [] : judgePool(pool)),
    ];
  });
}

/** Windows compares names of variables without case; a variable that is not there stays as it is written. */
function expand(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replaceAll(/%([^%]+)%/g, (whole, name: string) => {
    const key = Object.keys(env).find((each) => each.toLowerCase() === name.toLowerCase());
    return (key === undefined ? undefined : env[key]) ?? whole;
  });
}
