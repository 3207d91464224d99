import { join } from 'node:path';
import { readSettings, type SettingSources } from '../../config/settings.ts';
import type { Finding } from '../check/finding.ts';
import { runChecks } from '../check/run-checks.ts';
import { CHECK_NAMES } from '../check/names.ts';
import { speaker } from '../texts.ts';
import { collectPrivate, collectRefused, keepAccount } from './collect-private.ts';
import type { Context } from './context.ts';
import { doubtful, type Area, type Diagnosis, AREAS } from './diagnosis.ts';
import { findOutsideUrls } from './find-urls.ts';
import { judgeSenders } from './judge-senders.ts';
import type { PrivateValues } from './private-values.ts';
import { probeCertificates } from './probe-certificate.ts';
import { probeDisk } from './probe-disk.ts';
import { probeIis } from './probe-iis.ts';
import { probeNode } from './probe-node.ts';
import { probePorts } from './probe-port.ts';
import { probeService } from './probe-service.ts';
import { noUrl, probeUrl } from './probe-url.ts';
import { REPORT_TEXTS } from './texts/report.ts';
import { withLimit } from './with-limit.ts';

export interface DoctorOptions {
  readonly sources: SettingSources;
  /** The one mandator to check; null for all. */
  readonly mandator: string | null;
  /** A URL to look at besides those of ROOMS; null for none. */
  readonly url: string | null;
  readonly privates: PrivateValues;
  readonly platform?: NodeJS.Platform;
  readonly now?: () => number;
  /** The folder of the product, where its `web.config` would be. */
  readonly folder?: string;
  readonly applicationHostFile?: string;
}

/** How long a probe may take, in milliseconds; databases have more steps than the rest. */
const PROBE_MS = 25_000;
const CHECK_MS = 60_000;

const say = speaker(REPORT_TEXTS);

/** Where the product lies: the parent of `dist` or `src`. */
const PRODUCT = join(import.meta.dirname, '../../..');

/**
 * Looks at everything that the service rests on, all at once, and changes nothing. Never rejects for what it finds.
 * @returns what was found, in the order in which one thing rests on the other
 */
export async function runDoctor(options: DoctorOptions): Promise<readonly Diagnosis[]> {
  const { sources, mandator, privates, platform = process.platform, now = Date.now } = options;
  const { settings, problems } = readSettings(sources);
  collectPrivate(settings, sources.env, privates.keep);
  collectRefused(problems, privates.keep);
  const root = sources.env['windir'] ?? 'C:\\Windows';
  const context: Context = {
    sources,
    settings,
    badSettings: new Set(problems.map(({ setting }) => setting.split('.')[0] ?? '')),
    platform,
    now,
    folder: options.folder ?? PRODUCT,
    applicationHostFile:
      options.applicationHostFile ?? `${root}\\System32\\inetsrv\\config\\applicationHost.config`,
    url: options.url,
    keep: privates.keep,
  };
  const urls = findOutsideUrls(context);
  const limited = (area: Area, probe: () => Promise<readonly Diagnosis[]>) =>
    withLimit(area, area === 'settings' ? CHECK_MS : PROBE_MS, probe);
  const service = probeService(context);
  const outside = Promise.all(urls.map((url) => probeUrl(url, context)));
  const found = await Promise.all([
    limited('settings', async () => {
      const findings = await runChecks(sources, mandator, now, (name) => keepAccount(name, privates.keep));
      return findings.map(fromFinding);
    }),
    limited('node', async () => Promise.resolve(probeNode())),
    limited('disk', () => probeDisk(context)),
    limited('iis', () => probeIis(context)),
    limited('port', () => probePorts(context)),
    limited('service', async () => (await service).diagnoses),
    limited('certificate', () => probeCertificates(urls, context)),
    limited('url', async () =>
      urls.length === 0 ? [noUrl()] : (await outside).flatMap(({ diagnoses }) => diagnoses),
    ),
    limited('proxy', async () => {
      const addresses = (await outside).flatMap((each) => each.addresses);
      return [judgeSenders({ from: (await service).senders, outside: addresses, allow: settings.allow })];
    }),
  ]);
  const partly = doubtful(
    'settings',
    say((words) => words.partly),
    say((words) => words.mendSettings),
  );
  return [...(problems.length > 0 ? [partly] : []), ...found.flat()].toSorted(
    (a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area),
  );
}

/** What `check` found; what is about a mandator is about its database. */
function fromFinding({ mandator, check, result, found, remedy, sql }: Finding): Diagnosis {
  const named = (language: 'en' | 'de'): string => `${CHECK_NAMES[check][language]}: ${found[language]}`;
  const area = mandator === null ? 'settings' : check === 'clock' ? 'clock' : 'database';
  return { area, mandator, result, found: { en: named('en'), de: named('de') }, remedy, sql };
}
