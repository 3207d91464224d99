import type { FuzzCounts } from './fuzz.ts';
import type { FuzzedService } from './fuzzed-service.ts';
import type { GoodSender } from './good-sender.ts';

/** A line longer than this is a sender's text that was not cut. */
const LONGEST_LINE = 20_000;

/**
 * Compares the table with what was answered and what was logged: each event of a good message once, each row of a
 * message that was answered OK there, as many rows as the log says, and no more OK than stored messages.
 */
export async function tableProblems(
  service: FuzzedService,
  { keys, stored }: FuzzCounts,
  good: GoodSender,
): Promise<string[]> {
  const rows = service.rows();
  const times = new Map<string, number>();
  const found = new Set<string>();
  for (const row of rows) {
    const watermark = String(row['Watermark']);
    times.set(watermark, (times.get(watermark) ?? 0) + 1);
    found.add(Buffer.from(row['EventKey'] as Uint8Array).toString('hex'));
  }
  const wrong = good.watermarks.filter((watermark) => times.get(watermark) !== 1);
  const missing = [...keys].filter((key) => !found.has(key));
  const log = await readLog(service);
  const answers = stored + good.latencies.length;
  return [
    ...(wrong.length === 0 ? [] : [`${wrong.length} events of good messages are not in the table once`]),
    ...(missing.length === 0 ? [] : [`${missing.length} rows that were answered OK are not in the table`]),
    ...(log.rows === rows.length ? [] : [`${log.rows} rows were logged, and the table has ${rows.length}`]),
    ...(answers <= log.messages ? [] : [`${answers} answers OK, and ${log.messages} stored messages`]),
    ...log.problems,
  ];
}

async function readLog(
  service: FuzzedService,
): Promise<{ messages: number; rows: number; problems: string[] }> {
  const log = { messages: 0, rows: 0, problems: [] as string[] };
  for await (const line of service.lines()) {
    if (line['message'] === 'notification stored') {
      log.messages++;
      log.rows += Number(line['rows']) - Number(line['duplicates'] ?? 0);
    } else if (line['code'] === 'internal_error' || line['message'] === 'request failed') {
      log.problems.push(`logged: ${JSON.stringify(line).slice(0, 600)}`);
    }
    if (JSON.stringify(line).length > LONGEST_LINE) {
      log.problems.push(`a line of the log is too long: ${JSON.stringify(line).slice(0, 300)}`);
    }
  }
  return { ...log, problems: log.problems.slice(0, 10) };
}
