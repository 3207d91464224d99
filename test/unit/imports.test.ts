import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../../src/', import.meta.url));

/** Value imports of every source file; types leave nothing behind when they are stripped. */
const graph = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const imports = [...text.matchAll(/^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)';/gm)]
        .filter(([statement]) => !/^import \{(?:\s*type [^,}]+,?)+\s*\} from/.test(statement))
        .map(([, path]) => relative(root, join(dirname(join(root, file)), path ?? '')));
      return [file, imports] as const;
    }),
);

/** What a room may not import, whatever it is: outer rooms and frameworks (docs/development/architecture.md). */
const FORBIDDEN: readonly [room: RegExp, imports: RegExp][] = [
  [/^soap\//, /^(?!soap\/)/],
  [/^mapping\//, /^(?!mapping\/|soap\/)/],
  [/^reading\//, /^(?!reading\/|mapping\/|soap\/|subscriptions\/subscription-id\.ts)/],
  [/^store\//, /^(?!store\/|mapping\/)/],
  [/^spool\//, /^(?!spool\/|store\/|mapping\/)/],
  [/^subscriptions\//, /^(?!subscriptions\/|store\/sqlite\/|spool\/(file-mutex|move-aside|transaction)\.ts)/],
  [/^config\//, /^(?!config\/|net\/)/],
  [/^net\//, /^(?!net\/)/],
  [/^tls\//, /^(?!tls\/)/],
  [/^log(\/|\.ts$)/, /^(?!log\/)/],
  [/^exchange\//, /^(?!exchange\/|soap\/|mapping\/events\.ts)/],
  [/^mirror\//, /^(?!mirror\/|exchange\/read-reply\.ts|soap\/|store\/(backoff|clock)\.ts)/],
  [
    /^selftest\//,
    /^(?!selftest\/|exchange\/|soap\/|mapping\/events\.ts|reading\/read-message\.ts|mandators\.ts|store\/|spool\/(one-row|spool-reader)\.ts|subscriptions\/selftest-mark\.ts|config\/)/,
  ],
  [/^receive\.ts$/, /^(?!soap\/|store\/(store-error|with-deadline)\.ts)/],
  [
    /^http\//,
    /^(?!http\/|soap\/|net\/|language\.ts|log\/line-windows\.ts|mirror\/(subscription-lane|copied-message)\.ts|subscriptions\/selftest-mark\.ts)/,
  ],
  [
    /^admin\//,
    /^(?!admin\/|config\/|net\/|language\.ts|http\/(escape-markup|framing|limit-connections|page-language|repeated-log)\.ts|selftest\/texts\.ts|spool\/layout\.ts|store\/store-error\.ts|subscriptions\/selftest-mark\.ts|tls\/expiry\.ts)/,
  ],
  // Commands speak of what a running service says in the status page's words, and run none of its parts themselves.
  [
    /^commands\//,
    /^(admin\/(?!page\/(formats|problem-words|texts\/texts)\.ts)|http\/(?!mandator-query\.ts)|service\.ts)/,
  ],
  // What everybody may know knows nobody.
  [/^(observer|combine-observers|language|mandators|releasers|version)\.ts$/, /./],
  // What puts the parts of the service together is for those that run it.
  [/^(?!(run-)?service\.ts$)/, /^(open-\w+|start-log|combine-observers|releasers)\.ts$/],
];

describe('the imports of src', () => {
  it('make no circle', () => {
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      expect(path, [...path, file].join(' -> ')).to.not.include(file);
      if (!done.has(file)) {
        (graph.get(file) ?? []).forEach((next) => visit(next, [...path, file]));
        done.add(file);
      }
    };
    [...graph.keys()].forEach((file) => visit(file, []));
    expect(done.size).to.be.greaterThan(50);
  });

  it('lead from outer rooms to inner ones only', () => {
    const wrong = [...graph].flatMap(([file, imports]) =>
      FORBIDDEN.filter(([room]) => room.test(file)).flatMap(([, forbidden]) =>
        imports.filter((path) => forbidden.test(path)).map((path) => `${file} imports ${path}`),
      ),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('keep each library in its room', () => {
    const allowed: readonly [library: RegExp, rooms: RegExp][] = [
      [/from '(koa|@koa\/router|koa-body)'/, /^(http|admin)\//],
      [/from 'prom-client'/, /^admin\/metrics\//],
      [/from 'winston/, /^log(\/|\.ts$)/],
      [/from 'commander'/, /^(commands\/|run-cli\.ts$)/],
      [/from 'tedious'/, /^(store\/mssql|config)\//],
      [/from 'xpath'/, /^mapping\/xpath-library\.ts$/],
    ];
    const wrong = [...graph.keys()].flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return allowed
        .filter(([library, rooms]) => library.test(text) && !rooms.test(file))
        .map(([library]) => `${file}: ${library.source}`);
    });
    expect(wrong).to.deep.equal([]);
  });
});
