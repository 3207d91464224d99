import { describeTarget } from '../../config/connection-string.ts';
import { alwaysFilledColumns } from '../../mapping/always-filled.ts';
import type { Mapping } from '../../mapping/compile-mapping.ts';
import { openCatalogSession, type CatalogSession } from '../../store/mssql/catalog-session.ts';
import {
  readClock,
  readDatabase,
  readMissingRights,
  readServer,
  readSimilarTables,
  readTable,
} from '../../store/mssql/read-catalog.ts';
import { checkDatabaseFacts, checkServerFacts } from './check-server.ts';
import { checkTable, missingTable } from './check-table.ts';
import { explainOpenError, type DatabaseConfig } from './explain-open-error.ts';
import { fail, ok, warn, type Finding } from './finding.ts';
import { DATABASE_TEXTS } from './database-texts.ts';
import { speaker } from '../texts.ts';

const say = speaker(DATABASE_TEXTS);

/** How far the machines' clocks may be apart, in milliseconds, before it is worth a remark. */
const CLOCK_TOLERANCE_MS = 5000;

/** How long connecting and each question may take, in milliseconds: someone waits at the screen. */
const PATIENCE_MS = 15_000;

/**
 * Checks one mandator's database, from the network up to the unique index. Never rejects.
 * @param now this machine's clock, milliseconds since 1970
 * @param onAccount hears of the login and the user that the database knows
 */
export async function checkDatabase(
  mandator: string,
  config: DatabaseConfig,
  mapping: Mapping,
  {
    now,
    onAccount,
  }: { readonly now: () => number; readonly onAccount?: ((name: string) => void) | undefined },
): Promise<Finding[]> {
  let session: CatalogSession;
  try {
    session = await openCatalogSession(config, PATIENCE_MS);
  } catch (error) {
    return [explainOpenError(mandator, config, error)];
  }
  const findings: Finding[] = [checkEncryption(mandator, config)];
  try {
    const server = await readServer(session);
    [server.login, server.user].forEach((name) => onAccount?.(name));
    findings.push(...checkServerFacts(mandator, server));
    findings.push(...checkDatabaseFacts(mandator, await readDatabase(session)));
    findings.push(await checkClock(mandator, session, now));
    findings.push(...(await checkMappedTable(mandator, session, server.user, mapping)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = say((t) => t.askAgain);
    findings.push(
      fail(
        mandator,
        'catalog',
        say((t) => t.unanswered(reason)),
        remedy,
      ),
    );
  } finally {
    await session.close();
  }
  return findings;
}

function checkEncryption(mandator: string, config: DatabaseConfig): Finding {
  const target = describeTarget(config);
  return config.options?.encrypt === false
    ? warn(
        mandator,
        'connection',
        say((t) => t.unencrypted(target)),
        say((t) => t.encrypt),
      )
    : ok(
        mandator,
        'connection',
        say((t) => t.connected(target)),
      );
}

/** Half the round trip is what the server's answer is old; the rest of a difference is the clocks'. */
async function checkClock(mandator: string, session: CatalogSession, now: () => number): Promise<Finding> {
  const before = now();
  const server = await readClock(session);
  const after = now();
  const differenceMs = server.getTime() - (before + after) / 2;
  const seconds = (Math.abs(differenceMs) / 1000).toFixed(1);
  if (Math.abs(differenceMs) - (after - before) / 2 <= CLOCK_TOLERANCE_MS) {
    return ok(
      mandator,
      'clock',
      say((t) => t.clock(seconds)),
    );
  }
  return warn(
    mandator,
    'clock',
    say((t) => t.clockOff(seconds, differenceMs > 0)),
    say((t) => t.synchronise),
  );
}

async function checkMappedTable(
  mandator: string,
  session: CatalogSession,
  user: string,
  mapping: Mapping,
): Promise<Finding[]> {
  const { table } = mapping;
  const facts = await readTable(session, table);
  if (facts === null) {
    return [missingTable(mandator, table, await readSimilarTables(session, table.name))];
  }
  const missingRights = await readMissingRights(session, table);
  const alwaysFilled = alwaysFilledColumns(mapping);
  return checkTable({ mandator, table, facts, user, missingRights, alwaysFilled });
}
