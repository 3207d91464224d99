import { expect } from 'chai';
import { qualifiedName, quoteIdentifier } from '../../../../src/store/mssql/identifiers.ts';

describe('identifiers of SQL Server', () => {
  it('stand in brackets, closing brackets twice', () => {
    expect(quoteIdentifier('Id')).to.equal('[Id]');
    expect(quoteIdentifier("a]b'c[d")).to.equal("[a]]b'c[d]");
  });

  it('leave the schema to the login where the mapping names none', () => {
    expect(qualifiedName({ schema: 'dbo', name: 'a.b' })).to.equal('[dbo].[a.b]');
    expect(qualifiedName({ schema: null, name: 'Sync' })).to.equal('[Sync]');
  });
});
