import { jsonLine } from '../../src/log/format-line.ts';
import { createLogFile } from '../../src/log/log-file.ts';

// A process of its own for test/unit/log/log-file.test.ts: writes lines, tells what becomes of the file, and never
// ends by itself.
const [folder = '', name = '', lines = '0', retryMs = '30000'] = process.argv.slice(2);
const file = createLogFile({
  folder,
  maxBytes: 64 * 1024,
  keepDays: 1,
  maxTotalBytes: 1e9,
  retryMs: Number(retryMs),
  droppedLine: (count) => `dropped ${count}`,
  report: ({ kind }) => process.stdout.write(`${kind}\n`),
});
let written = 0;
const next = (): void => {
  for (let index = 0; index < 10 && written < Number(lines); index++) {
    written += 1;
    const record = {
      time: 0,
      level: 'info',
      message: name,
      fields: { number: written, fill: 'x'.repeat(300) },
    };
    file.add(record, jsonLine(record, false));
  }
  setTimeout(next, 1);
};
next();
