import { settingEntries } from '../src/config/catalogue.ts';

const WIDTH = 108;

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
