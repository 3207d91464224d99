import { documentedMetrics } from './documented-metrics.ts';

/** Labels that Prometheus adds, or that histograms have besides. */
const ADDED = ['job', 'instance', 'le'];

/** What an expression asks for that the service does not have: metrics, and labels of selectors. */
export function unknownIn(expression: string): string[] {
  const labelsOf = new Map(documentedMetrics().map(({ name, labels }) => [name, labels]));
  const selectors = expression.matchAll(/\b(sync_notification_\w+)(?:\{([^}]*)\})?/g);
  return [...selectors].flatMap(([, name = '', selector = '']) => {
    const labels = labelsOf.get(name) ?? labelsOf.get(name.replace(/_(bucket|sum|count)$/, ''));
    const used = [...selector.matchAll(/(\w+)\s*(?:=|!=|=~|!~)\s*"/g)].map(([, label = '']) => label);
    return labels === undefined
      ? [name]
      : used.filter((label) => ![...labels, ...ADDED].includes(label)).map((label) => `${name}{${label}}`);
  });
}
