import { expect } from 'chai';
import { readDataSource } from '../../../src/config/data-source.ts';

describe('readDataSource', () => {
  for (const [text, expected] of [
    ['SQL1', { server: 'SQL1', port: 1433 }],
    [' sql1.example.com ', { server: 'sql1.example.com', port: 1433 }],
    ['SQL1\\INST', { server: 'SQL1', instanceName: 'INST' }],
    ['SQL1\\MSSQLSERVER', { server: 'SQL1', port: 1433 }],
    ['SQL1,1500', { server: 'SQL1', port: 1500 }],
    ['SQL1 , 1500', { server: 'SQL1', port: 1500 }],
    ['SQL1\\INST,1500', { server: 'SQL1', port: 1500 }],
    ['tcp:SQL1,1500', { server: 'SQL1', port: 1500 }],
    ['TCP: SQL1\\INST', { server: 'SQL1', instanceName: 'INST' }],
    ['.', { server: 'localhost', port: 1433 }],
    ['.\\SQLEXPRESS', { server: 'localhost', instanceName: 'SQLEXPRESS' }],
    ['(local)', { server: 'localhost', port: 1433 }],
    ['(LOCAL)\\X', { server: 'localhost', instanceName: 'X' }],
    ['localhost,1434', { server: 'localhost', port: 1434 }],
    ['10.0.0.5', { server: '10.0.0.5', port: 1433 }],
    ['fe80::1,1500', { server: 'fe80::1', port: 1500 }],
    ['[::1]', { server: '::1', port: 1433 }],
  ] as const) {
    it(`reads ${text}`, () => {
      const refusals: string[] = [];
      expect(readDataSource(text, (found) => refusals.push(found))).to.deep.equal(expected);
      expect(refusals).to.deep.equal([]);
    });
  }

  for (const [text, found, remedy] of [
    ['np:SQL1', 'uses named pipes, and only TCP works here', 'Enable TCP/IP'],
    ['np:\\\\SQL1\\pipe\\sql\\query', 'uses named pipes', 'Enable TCP/IP'],
    ['\\\\.\\pipe\\sql\\query', 'uses named pipes', 'Enable TCP/IP'],
    ['lpc:SQL1', 'uses shared memory', 'host,port'],
    ['admin:SQL1', 'uses the protocol admin', 'host,port'],
    ['(localdb)\\MSSQLLocalDB', 'is LocalDB', 'SQL Server Express'],
    ['', 'is not understood', 'host\\instance'],
    [',1433', 'is not understood', 'host\\instance'],
    ['SQL1:1433', 'is not understood', 'host,port'],
    ['SQL1,port', 'is not understood', 'host,port'],
    ['SQL1,70000', 'is not understood', 'host,port'],
    ['SQL1,0', 'is not understood', 'host,port'],
    ['a\\b\\c', 'is not understood', 'host\\instance'],
    ['two words', 'is not understood', 'host\\instance'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const refusals: string[] = [];
      const result = readDataSource(text, (...refusal) => refusals.push(refusal.join('. ')));
      expect(result).to.equal(null);
      expect(refusals).to.have.length(1);
      expect(refusals[0]).to.contain(found).and.contain(remedy).and.contain(JSON.stringify(text.trim()));
    });
  }
});
