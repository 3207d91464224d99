import { describeTarget } from '../config/connection-string.ts';
import { databaseOf } from '../config/database-of.ts';
import type { Settings } from '../config/settings.ts';
import type { Mapping } from '../mapping/compile-mapping.ts';
import { openMssqlRow } from '../store/mssql/single-row.ts';
import { openSqliteRow } from '../store/sqlite/single-row.ts';
import { StoreError } from '../store/store-error.ts';
import { isDirect, urlFor, type Address, type AddressProblem } from './address.ts';
import { followRow, type RowPlaces } from './follow-row.ts';
import { judgeReply, judgeSending, mayHaveStored, type Judgement } from './judge-post.ts';
import { postOnce } from './post.ts';
import type { SelftestReport, SelftestStep, SelftestStepName } from './step.ts';
import { makeTestMessage, type TestMessage } from './test-message.ts';

export interface SelftestOptions {
  readonly settings: Settings;
  readonly mapping: Mapping;
  /** Path of the embedded store's file, and of the spool's. */
  readonly files: { readonly embeddedStore: string; readonly spool: string };
  /** In its configured spelling. */
  readonly mandator: string;
  readonly address: Address | AddressProblem;
  /** How long the reply may take, in milliseconds; Exchange gives 30 s. */
  readonly timeoutMs?: number;
  /** How long a row may stay in the spool, in milliseconds, before it is taken out. */
  readonly patienceMs?: number;
  /** Whether any certificate is believed, also of an address outside. */
  readonly isInsecure?: boolean;
  /** Hears of each step as soon as it is done. */
  readonly onStep?: ((step: SelftestStep) => void) | undefined;
}

/** What Exchange waits for a reply. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** The forwarder tries again after a second at first: a queue that moves at all is through by then. */
const PATIENCE_MS = 10_000;

/** How long the database may take to answer, in milliseconds: someone waits at the screen. */
const DATABASE_TIMEOUT_MS = 10_000;

/**
 * Sends one marked message through the public path, follows it to the table and removes it. Whatever happens on the
 * way, a row that it left is looked for. Never rejects for anything that a step can tell.
 */
export async function runSelftest(options: SelftestOptions): Promise<SelftestReport> {
  const { mandator, mapping, address, onStep } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, patienceMs = PATIENCE_MS } = options;
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const steps: SelftestStep[] = [];
  let last = start;
  const record = (name: SelftestStepName, judgement: Judgement, sql: string | null = null): void => {
    const now = performance.now();
    const step: SelftestStep = { step: name, ...judgement, ms: round(now - last), sql };
    last = now;
    steps.push(step);
    onStep?.(step);
  };
  const report = (): SelftestReport => ({
    mandator,
    startedAt,
    ms: round(performance.now() - start),
    result: gravest(steps),
    steps,
  });

  if ('code' in address) {
    record('address', { result: 'fail', code: address.code, values: address.values });
    return report();
  }
  const url = urlFor(address, mandator);
  record('address', describeAddress(address, url));
  const message = makeTestMessage(mapping, mandator);
  if ('code' in message) {
    record('message', { result: 'fail', code: message.code, values: message.values });
    return report();
  }
  record('message', {
    result: 'ok',
    code: 'made',
    values: { kind: message.kind, subscriptionId: message.subscriptionId },
  });
  const posted = await postOnce(message.bytes, {
    url,
    socketPath: address.socketPath,
    // The certificate is made out to the name that Exchange calls, which is not the one this machine is called by.
    isCertificateChecked: !isDirect(address) && options.isInsecure !== true,
    timeoutMs,
  });
  const sending = judgeSending(posted, message.bytes.length);
  last = performance.now() - (posted.ms - posted.connectMs);
  steps.push({ step: 'send', ...withSource(sending, address), ms: round(posted.connectMs), sql: null });
  onStep?.(steps.at(-1) as SelftestStep);
  if (sending.result === 'fail') {
    return report();
  }
  const reply = judgeReply(posted);
  record('reply', withSource(reply, address));
  if (mayHaveStored(posted)) {
    await followRow({
      ...placesOf(options, message),
      isAccepted: reply.code === 'ok' || reply.code === 'unsubscribe',
      isPending: posted.reply === null,
      patienceMs,
      record,
    });
  }
  return report();
}

/** The table and the spool that the settings name. */
function placesOf(
  { settings, mapping, files, mandator }: SelftestOptions,
  { identity }: TestMessage,
): RowPlaces {
  const { schema, name } = mapping.table;
  const table = schema === null ? name : `${schema}.${name}`;
  if (settings.store === 'sqlite') {
    return {
      ...{ mandator, identity, spoolFile: null },
      table: `${name} (${files.embeddedStore})`,
      open: () => new Promise((resolve) => resolve(openSqliteRow(files.embeddedStore, identity))),
    };
  }
  const config = databaseOf(settings, mandator);
  return {
    ...{ mandator, identity, spoolFile: files.spool },
    table: config === null ? table : `${table} (${describeTarget(config)})`,
    open: () => {
      if (config === null) {
        return Promise.reject(new StoreError(`${mandator} has no connection string`, 'schema', 'MANDATOR'));
      }
      const subject = `mandator ${mandator} on ${describeTarget(config)}`;
      return openMssqlRow({ config, subject, timeoutMs: DATABASE_TIMEOUT_MS }, identity);
    },
  };
}

function describeAddress(address: Address, url: URL): Judgement {
  const { from, name, socketPath } = address;
  return { result: 'ok', code: from, values: { url: url.href, name, socketPath } };
}

/** What is to be done about a failure depends on whose address it is. */
function withSource(judgement: Judgement, { from, url, socketPath }: Address): Judgement {
  const target = socketPath ?? url.host;
  return { ...judgement, values: { ...judgement.values, from, target } };
}

function gravest(steps: readonly SelftestStep[]): SelftestStep['result'] {
  return (['fail', 'warn'] as const).find((result) => steps.some((step) => step.result === result)) ?? 'ok';
}

/** To a tenth of a millisecond. */
function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
