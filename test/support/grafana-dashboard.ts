import { z } from 'zod';
import { readProjectFile } from './deploy-files.ts';

/*
 * The part of Grafana's dashboard schema that the dashboard uses (kinds/dashboard/dashboard_kind.cue in grafana/grafana),
 * closed, so that a misspelt property is found.
 */
const datasource = z.strictObject({ type: z.string(), uid: z.string() });

const gridPos = z.strictObject({
  h: z.int().positive(),
  w: z.int().min(1).max(24),
  x: z.int().min(0).max(23),
  y: z.int().min(0),
});

const target = z.strictObject({
  datasource,
  editorMode: z.literal('code'),
  expr: z.string().min(1),
  legendFormat: z.string(),
  range: z.boolean(),
  instant: z.boolean(),
  refId: z.string().regex(/^[A-Z]$/),
});

const fieldConfig = z.strictObject({
  defaults: z.strictObject({
    unit: z.enum(['short', 's', 'bytes', 'reqps', 'cps', 'percentunit']),
    min: z.number().optional(),
    decimals: z.number().optional(),
    color: z.strictObject({ mode: z.enum(['thresholds', 'palette-classic']) }),
    mappings: z.array(
      z.strictObject({
        type: z.literal('value'),
        options: z.record(
          z.string(),
          z.strictObject({ text: z.string(), color: z.string(), index: z.int() }),
        ),
      }),
    ),
    thresholds: z.strictObject({
      mode: z.literal('absolute'),
      steps: z
        .array(z.strictObject({ color: z.string(), value: z.number().nullable() }))
        .refine((steps) => steps[0]?.value === null, 'the first step begins at minus infinity'),
    }),
    custom: z.record(z.string(), z.unknown()).optional(),
  }),
  overrides: z.array(z.never()),
});

const row = z.strictObject({
  id: z.int(),
  type: z.literal('row'),
  title: z.string().min(1),
  collapsed: z.literal(false),
  gridPos,
  panels: z.array(z.never()),
});

const chart = z.strictObject({
  id: z.int(),
  type: z.enum(['stat', 'timeseries']),
  title: z.string().min(1),
  description: z.string(),
  datasource,
  gridPos,
  targets: z.array(target).min(1),
  fieldConfig,
  options: z.record(z.string(), z.unknown()),
});

const variable = z.looseObject({
  name: z.string(),
  label: z.string(),
  type: z.enum(['query', 'datasource']),
  query: z.union([z.string(), z.looseObject({ query: z.string() })]),
  hide: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  multi: z.boolean(),
  includeAll: z.boolean(),
});

const dashboard = z.strictObject({
  annotations: z.strictObject({
    list: z.array(
      z.looseObject({
        name: z.string(),
        datasource,
        enable: z.boolean(),
        iconColor: z.string(),
        expr: z.string().optional(),
      }),
    ),
  }),
  description: z.string(),
  editable: z.boolean(),
  fiscalYearStartMonth: z.int().min(0).max(11),
  graphTooltip: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  id: z.null(),
  links: z.array(z.never()),
  panels: z.array(z.discriminatedUnion('type', [row, chart])),
  refresh: z.string(),
  schemaVersion: z.int().min(36),
  tags: z.array(z.string()),
  templating: z.strictObject({ list: z.array(variable) }),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  timepicker: z.strictObject({}),
  timezone: z.string(),
  title: z.string(),
  uid: z.string().min(8).max(40),
  version: z.int(),
  weekStart: z.string(),
});

/** The dashboard as Grafana reads it. */
export type Dashboard = z.infer<typeof dashboard>;

/** Reads the dashboard. @throws ZodError for what is no dashboard */
export function readDashboard(): Dashboard {
  return dashboard.parse(JSON.parse(readProjectFile('deploy/monitoring/grafana-dashboard.json')));
}

/** Every expression of the dashboard, with its variables filled in as Grafana does. */
export function dashboardExpressions({ panels, annotations, templating }: Dashboard): string[] {
  const ofPanels = panels.flatMap((panel) =>
    panel.type === 'row' ? [] : panel.targets.map(({ expr }) => expr),
  );
  const ofAnnotations = annotations.list.flatMap(({ expr }) => expr ?? []);
  const ofVariables = templating.list.flatMap(({ query }) =>
    typeof query === 'string' ? [] : (/^label_values\((.*), \w+\)$/.exec(query.query)?.[1] ?? query.query),
  );
  return [...ofPanels, ...ofAnnotations, ...ofVariables].map((expression) =>
    expression
      .replaceAll('$__rate_interval', '2m')
      .replaceAll('$job', 'sync-notification')
      .replaceAll(/\$(instance|mandator)/g, '.+'),
  );
}
