import type { SettingEntry } from '../src/config/catalogue.ts';
import { settingEntries } from '../src/config/catalogue.ts';

const WIDTH = 108;

/** The reference of all settings, `docs/settings.md`. */
export function settingsReference(): string {
  const lines = [
    '# Settings',
    '',
    '<!-- Made by `npm run docs:settings` from src/config/settings-schema.ts. -->',
    '',
    'A setting can be given on the command line, in the environment and in the settings file (`SYNC_CONFIG`), and',
    "they win in this order; then comes ROOMS's own configuration, then the default. The file is JSON with comments:",
    '[`deploy/sync-notification.sample.jsonc`](../deploy/sync-notification.sample.jsonc) has every setting.',
    '',
    'An empty environment variable counts as not set. Where a variable `NAME_FILE` is mentioned, it is the path of a',
    'file that the value is read from, without its last line break. What is wrong is reported all at once at start,',
    'misspelt names included.',
  ];
  let group = '';
  for (const entry of settingEntries()) {
    if (entry.info.group !== group) {
      group = entry.info.group;
      lines.push('', `## ${group}`);
    }
    lines.push('', `### ${entry.name}`, '', entry.info.summary, entry.info.advice, '', ...factsOf(entry));
  }
  return `${lines.join('\n')}\n`;
}

function factsOf({ name, info, env, flag }: SettingEntry): string[] {
  const variables = env.flatMap((variable) => {
    const plain = info.perMandator === 'each' ? [] : [variable];
    const all = info.perMandator === undefined ? plain : [...plain, `${variable}_<MANDATOR>`];
    const hasFile = info.secret === true || info.perMandator !== undefined;
    return hasFile ? all.flatMap((one) => [one, `${one}_FILE`]) : all;
  });
  const inFile =
    info.perMandator === undefined
      ? []
      : [
          `- In the file: \`"${name}": { "PROD": "..." }\`` +
            (info.perMandator === 'each' ? '' : `, or \`"${name}": "..."\` for all mandators`),
        ];
  return [
    `- Environment: ${variables.map((variable) => `\`${variable}\``).join(', ')}`,
    ...(flag === null ? [] : [`- Command line: \`${flag}\``]),
    ...inFile,
    `- Allowed: ${info.allowed}`,
    `- Default: ${defaultOf(info.defaultValue, info.unset)}`,
  ];
}

function defaultOf(value: unknown, unset: string | undefined): string {
  if (value === undefined) {
    return unset ?? 'none';
  }
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
    ? 'none'
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/**
 * The sample file: every setting commented out, with what it does. Without its `//"` it is a file that loads,
 * which `uncommentSample` and a test hold it to.
 */
export function settingsSample(): string {
  const entries = settingEntries().filter((entry) => entry.info.notInFile !== true);
  const lines = entries.flatMap((entry) => {
    const value = JSON.stringify(entry.info.example ?? entry.info.defaultValue);
    const words = `${entry.info.summary} ${entry.info.advice}`.replaceAll('`', '');
    return ['', ...wrap(words).map((line) => `  // ${line}`), `  //"${entry.name}": ${value},`];
  });
  return [
    '// Settings of rooms-sync-notification. Name this file in SYNC_CONFIG. Each setting shows its default, or an example',
    '// where it has none; remove the // before it to change it. Environment and command line win over this file.',
    '{',
    ...lines.slice(1),
    '}',
    '',
  ].join('\n');
}

/** The sample with every setting in force. */
export function uncommentSample(sample: string): string {
  return sample.replaceAll(/^ {2}\/\/(?=")/gm, '  ');
}

function wrap(words: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line.length + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
