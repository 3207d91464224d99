import { expect } from 'chai';
import { alwaysFilledColumns } from '../../../src/mapping/always-filled.ts';
import type { MappingFile } from '../../../src/mapping/mapping-file.ts';
import { mappingOf } from '../../support/message.ts';

const COLUMNS: readonly [value: string, context: MappingFile['columns'][number]['context']][] = [
  ['$mandator', 'envelope'],
  ['$remoteAddress', 'envelope'],
  ["'constant'", 'event'],
  ['string(@ResponseClass)', 'message'],
  ['@ResponseClass', 'message'],
  ['$subscriptionId', 'message'],
  ['boolean(t:FolderId)', 'event'],
  ['t:Watermark', 'event'],
  ['t:TimeStamp', 'event'],
  ['t:ItemId/@Id', 'event'],
];

function filled(...events: MappingFile['events']): string[] {
  const [first, ...rest] = COLUMNS.map(([value, context]) => ({
    name: value,
    type: 'nvarchar(max)',
    context,
    value,
  }));
  const mapping = mappingOf({
    table: 'T',
    events,
    columns: [first!, ...rest],
    key: ['$mandator'],
    digest: 'Hash',
  });
  return [...alwaysFilledColumns(mapping)];
}

describe('alwaysFilledColumns', () => {
  it('knows what every event has', () => {
    expect(filled('ModifiedEvent')).to.deep.equal([
      '$mandator',
      "'constant'",
      'string(@ResponseClass)',
      '$subscriptionId',
      'boolean(t:FolderId)',
      't:Watermark',
      't:TimeStamp',
      'Hash',
    ]);
  });

  it('knows that a heartbeat has no time', () => {
    expect(filled('StatusEvent')).to.include('t:Watermark').and.not.include('t:TimeStamp');
  });

  it('knows that an error message has neither notification nor event', () => {
    expect(filled('ModifiedEvent', 'Error')).to.deep.equal([
      '$mandator',
      "'constant'",
      'string(@ResponseClass)',
      'Hash',
    ]);
  });
});
