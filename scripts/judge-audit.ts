/** What `npm audit --json` came to. */
export interface AuditVerdict {
  readonly outcome: 'clean' | 'vulnerable' | 'not checked';
  /** For a person, a sentence or a line an advisory. */
  readonly lines: readonly string[];
}

interface Via {
  readonly title?: string;
  readonly url?: string;
}

interface AuditReport {
  readonly vulnerabilities?: Readonly<
    Record<
      string,
      { readonly severity: string; readonly range: string; readonly via: readonly (string | Via)[] }
    >
  >;
  readonly message?: string;
  readonly error?: { readonly summary?: string; readonly code?: string };
}

/** Tells a report with advisories from one without, and both from no report at all. */
export function judgeAudit(output: string): AuditVerdict {
  const report = parse(output);
  if (report?.vulnerabilities === undefined) {
    const reason = report?.error?.summary || report?.message || report?.error?.code || 'npm gave no report';
    return { outcome: 'not checked', lines: [`the dependencies were not checked for advisories: ${reason}`] };
  }
  const found = Object.entries(report.vulnerabilities);
  if (found.length === 0) {
    return { outcome: 'clean', lines: ['no advisory concerns the dependencies in package-lock.json'] };
  }
  const lines = found.map(([name, { severity, range, via }]) => {
    const reasons = via.map((one) =>
      typeof one === 'string' ? one : `${one.title ?? ''} ${one.url ?? ''}`.trim(),
    );
    return `${name} ${range} (${severity}): ${reasons.join('; ')}`;
  });
  return { outcome: 'vulnerable', lines };
}

function parse(output: string): AuditReport | null {
  try {
    return JSON.parse(output) as AuditReport | null;
  } catch {
    return null;
  }
}
