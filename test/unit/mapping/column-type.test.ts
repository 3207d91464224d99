import { expect } from 'chai';
import { formatColumnType, parseColumnType } from '../../../src/mapping/column-type.ts';
import { parseTableName } from '../../../src/mapping/table-name.ts';

describe('parseColumnType', () => {
  it('reads every type as T-SQL writes it, and formats it again', () => {
    const types =
      'nvarchar(4000) nvarchar(max) varchar(8000) varchar(max) nchar(4000) char(1) int bigint smallint tinyint bit ' +
      'datetime2(0) datetime2(7) datetime binary(32) varbinary(8000) varbinary(max) uniqueidentifier';
    for (const type of types.split(' ')) {
      expect(formatColumnType(parseColumnType(type))).to.equal(type);
    }
  });

  it('does not mind case and spaces, and knows the default precision of datetime2', () => {
    expect(formatColumnType(parseColumnType(' NVarChar ( MAX ) '))).to.equal('nvarchar(max)');
    expect(formatColumnType(parseColumnType('datetime2'))).to.equal('datetime2(7)');
  });

  it('says what is wrong with a type', () => {
    expect(() => parseColumnType('nvarchar')).to.throw(RangeError, /needs a size from 1 to 4000 or max/);
    expect(() => parseColumnType('nvarchar(4001)')).to.throw(RangeError, /from 1 to 4000/);
    expect(() => parseColumnType('binary(max)')).to.throw(RangeError, /from 1 to 8000/);
    expect(() => parseColumnType('datetime2(8)')).to.throw(RangeError, /from 0 to 7/);
    expect(() => parseColumnType('int(4)')).to.throw(RangeError, /takes no size/);
    expect(() => parseColumnType('xml')).to.throw(
      RangeError,
      /"xml" is not a column type; known are nvarchar/,
    );
  });
});

describe('parseTableName', () => {
  it('reads one and two parts, with and without brackets', () => {
    expect(parseTableName('SyncNotification')).to.deep.equal({ schema: null, name: 'SyncNotification' });
    expect(parseTableName('dbo.SyncNotification')).to.deep.equal({ schema: 'dbo', name: 'SyncNotification' });
    expect(parseTableName('[my schema].[a.b]]c]')).to.deep.equal({ schema: 'my schema', name: 'a.b]c' });
  });

  it('refuses what is no table of the database', () => {
    for (const text of ['', 'a.b.c', 'dbo.', '[open', 'a b']) {
      expect(() => parseTableName(text), text).to.throw(RangeError);
    }
  });
});
