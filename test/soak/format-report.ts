import type { SoakProgress, SoakReport } from './soak.ts';

/** One line. */
export function formatProgress(progress: SoakProgress, minutes: number): string {
  const seconds = Math.floor(progress.elapsedMs / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} of ${minutes}:00`;
  return (
    `${time}  ${progress.events} events, ${progress.events - progress.acknowledged} not acknowledged yet, ` +
    `${progress.spooled} in the spool, ${progress.ended} subscriptions ended  [${progress.trouble}]`
  );
}

/** The report for people. */
export function formatReport(report: SoakReport): string {
  const { ledger, withoutProcess } = report;
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .sort((a, b) => b[1] - a[1])
      .map(([name, times]) => `${name} ${times}`)
      .join(', ');
  const rows: readonly (readonly [string, string])[] = [
    ['result', report.clean ? 'nothing lost, nothing twice' : 'NOT CLEAN'],
    ['time', `${report.minutes.toFixed(1)} min, seed ${report.seed}, ${report.subscriptions} subscriptions`],
    ['troubles', list(report.troubles)],
    ['kills', `${report.kills} processes`],
    [
      'no process',
      `${withoutProcess.total.toFixed(0)} s, ${withoutProcess.longest.toFixed(1)} s at the longest`,
    ],
    ['replies', list(report.outcomes)],
    ['events', `${ledger.events} happened, ${ledger.acknowledged} acknowledged, ${ledger.rows} rows`],
    ['lost', String(ledger.missing)],
    ['twice', String(ledger.twice)],
    ['never sent', String(ledger.neverSent)],
    ['altered', String(ledger.altered)],
    ['out of order', String(ledger.outOfOrder)],
    ['ended', `${report.endings.length} subscriptions`],
    ['spool', `${report.mostSpooled} rows at most, ${report.setAside} set aside`],
  ];
  const offenders = ledger.offenders.map((offender) => `  ${offender}\n`);
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join('') + offenders.join('');
}
