import { expect } from 'chai';
import { judgeAudit } from '../../../scripts/judge-audit.ts';

describe('judgeAudit', () => {
  it('names each advisory, and what it comes through', () => {
    const report = {
      vulnerabilities: {
        a: { severity: 'high', range: '<2', via: [{ title: 'It breaks', url: 'https://example.com/1' }] },
        b: { severity: 'low', range: '*', via: ['a'] },
      },
    };

    expect(judgeAudit(JSON.stringify(report))).to.deep.equal({
      outcome: 'vulnerable',
      lines: ['a <2 (high): It breaks https://example.com/1', 'b * (low): a'],
    });
  });

  it('is content without any', () => {
    expect(judgeAudit('{"vulnerabilities":{}}').outcome).to.equal('clean');
  });

  for (const [name, output, reason] of [
    [
      'the registry has no such service',
      '{"message":"405 Method Not Allowed","error":{"summary":""}}',
      '405',
    ],
    ['the registry is not reached', '{"error":{"code":"ENOTFOUND","summary":"not found"}}', 'not found'],
    ['npm says nothing', '', 'no report'],
    ['npm says something else', 'npm error', 'no report'],
    ['npm says null', 'null', 'no report'],
  ] as const) {
    it(`gives the reason where ${name}`, () => {
      const { outcome, lines } = judgeAudit(output);

      expect(outcome).to.equal('not checked');
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain(reason);
    });
  }
});
