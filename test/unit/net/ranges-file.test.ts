import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseNetwork } from '../../../src/net/network.ts';
import { RANGES_FILE, readRangesInForce, readSavedRanges, saveRanges } from '../../../src/net/ranges-file.ts';
import { builtInRanges, formatRanges, type Ranges } from '../../../src/net/ranges.ts';
import { watchRanges } from '../../../src/net/watch-ranges.ts';
import { OTHER_IPS } from '../../support/endpoint-sets.ts';
import { createKeptLog } from '../../support/kept-log.ts';
import { createStillClock } from '../../support/still-clock.ts';
import { useTempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const newer: Ranges = {
  retrieved: '2030-01-01T00:00:00.000Z',
  source: 'test',
  networks: OTHER_IPS.map((text) => parseNetwork(text)!),
};
const older: Ranges = { ...newer, retrieved: '2026-01-01' };

describe('the file with the list of Exchange Online', () => {
  const folder = useTempFolder();
  const file = () => join(folder.path, 'data', RANGES_FILE);

  it('counts where it is newer than the built-in list, and not where it is older', () => {
    expect(readRangesInForce(file())).to.deep.equal({
      ranges: builtInRanges(),
      from: 'built in',
      problem: null,
    });
    saveRanges(file(), newer, builtInRanges());
    expect(readRangesInForce(file())).to.deep.equal({ ranges: newer, from: 'file', problem: null });
    saveRanges(file(), older, newer);
    expect(readRangesInForce(file())).to.include({ from: 'built in', problem: null });
  });

  it('keeps its predecessor, and leaves nothing else behind', () => {
    saveRanges(file(), newer, builtInRanges());
    expect(readSavedRanges(`${file()}.previous`)).to.deep.equal(builtInRanges());
    expect(readdirSync(join(folder.path, 'data'))).to.have.members([RANGES_FILE, `${RANGES_FILE}.previous`]);
  });

  it('does not count where it is broken', () => {
    saveRanges(file(), newer, builtInRanges());
    for (const text of ['', '{"networks":', '[]', formatRanges(newer).replace('5.5.5.0/24', '0.0.0.0/0')]) {
      writeFileSync(file(), text);
      const { from, problem } = readRangesInForce(file());
      expect(from).to.equal('built in');
      expect(problem).to.contain(RANGES_FILE);
    }
  });

  it('may begin with a byte order mark, as some editors leave it', () => {
    saveRanges(file(), newer, builtInRanges());
    writeFileSync(file(), `\uFEFF${readFileSync(file(), 'utf8')}`);
    expect(readRangesInForce(file()).from).to.equal('file');
  });
});

describe('watching the file with the list of Exchange Online', () => {
  const folder = useTempFolder();

  it('takes over a new list, keeps it where the file breaks, and goes back where it is removed', async () => {
    const file = join(folder.path, RANGES_FILE);
    const clock = createStillClock();
    const log = createKeptLog();
    const watched = watchRanges({ file, log, clock });
    // A look ends with the next one being planned.
    const look = async () => {
      await clock.advance(2000);
      await until('the file was looked at', () => clock.pending().length === 1);
    };
    const first = () => String(watched.networks()[0]?.address);
    expect(first()).to.equal('13.107.6.152');

    saveRanges(file, newer, builtInRanges());
    await look();
    expect(first()).to.equal('5.5.5.0');
    expect(log.lines.at(-1)).to.deep.include({
      level: 'info',
      message: 'the list of Exchange Online was read again',
    });
    expect(log.lines.at(-1)?.fields['added']).to.deep.equal(OTHER_IPS);

    writeFileSync(file, '{');
    await look();
    await look();
    expect(first()).to.equal('5.5.5.0');
    expect(log.lines.slice(2).map(({ level }) => level)).to.deep.equal(['error']);

    rmSync(file);
    await look();
    expect(first()).to.equal('13.107.6.152');
    watched.close();
    expect(clock.pending()).to.deep.equal([]);
  });

  it('says at once that a file is broken', () => {
    const file = join(folder.path, RANGES_FILE);
    writeFileSync(file, '{');
    const log = createKeptLog();
    watchRanges({ file, log, clock: createStillClock() }).close();
    expect(log.lines.map(({ level }) => level)).to.deep.equal(['error', 'info']);
    expect(log.lines[1]?.fields).to.deep.include({ from: 'built in', networks: 27 });
  });
});
