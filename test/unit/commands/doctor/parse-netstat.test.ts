import { expect } from 'chai';
import {
  parseExcludedPorts,
  parseNetstat,
  parseTasklist,
} from '../../../../src/commands/doctor/parse-netstat.ts';

const ENGLISH = [
  '',
  'Active Connections',
  '',
  '  Proto  Local Address          Foreign Address        State           PID',
  '  TCP    0.0.0.0:80             0.0.0.0:0              LISTENING       4',
  '  TCP    127.0.0.1:8080         0.0.0.0:0              LISTENING       7312',
  '  TCP    192.0.2.10:49822       198.51.100.4:443       ESTABLISHED     5120',
  '  TCP    [::]:80                [::]:0                 LISTENING       4',
  '  TCP    [fe80::1c2d%7]:139     [::]:0                 LISTENING       4',
  '  UDP    0.0.0.0:123            *:*                                    1204',
].join('\r\n');

const GERMAN = ENGLISH.replaceAll('LISTENING', 'ABH\x99REN').replaceAll('ESTABLISHED', 'HERGESTELLT');

describe('what netstat and tasklist of Windows tell', () => {
  for (const [language, text] of Object.entries({ English: ENGLISH, German: GERMAN })) {
    it(`is read for what listens, on a Windows in ${language}`, () => {
      expect(parseNetstat(text)).to.deep.equal([
        { address: '0.0.0.0', port: 80, processId: 4 },
        { address: '127.0.0.1', port: 8080, processId: 7312 },
        { address: '::', port: 80, processId: 4 },
        { address: 'fe80::1c2d', port: 139, processId: 4 },
      ]);
    });
  }

  it('names the program of a process, or nobody', () => {
    expect(parseTasklist('"node.exe","7312","Services","0","45,120 K"\r\n')).to.equal('node.exe');
    expect(parseTasklist('"System","4","Services","0","144 K"\r\n')).to.equal('System');
    expect(parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n')).to.equal(
      null,
    );
    expect(parseTasklist('INFORMATION: Es werden keine Aufgaben mit den angegebenen Kriterien')).to.equal(
      null,
    );
  });

  it('has the ranges that nobody may listen in', () => {
    const text = [
      '',
      'Protocol tcp Port Exclusion Ranges',
      '',
      'Start Port    End Port      ',
      '----------    --------      ',
      '      5357        5357      ',
      '      8027        8126      ',
      '     50000       50059     *',
      '',
      '* - Administered port exclusions.',
    ].join('\r\n');
    expect(parseExcludedPorts(text)).to.deep.equal([
      { from: 5357, to: 5357 },
      { from: 8027, to: 8126 },
      { from: 50_000, to: 50_059 },
    ]);
  });
});
