import { expect } from 'chai';
import { DEFAULT_MAPPING } from '../../../src/mapping/default-mapping.ts';
import type { MappingFile } from '../../../src/mapping/mapping-file.ts';
import { makeTestMessage, type TestMessage } from '../../../src/selftest/test-message.ts';
import { isSelftestSubscription } from '../../../src/subscriptions/selftest-mark.ts';
import { mappingOf, named } from '../../support/message.ts';

const make = (file: MappingFile = DEFAULT_MAPPING): ReturnType<typeof makeTestMessage> =>
  makeTestMessage(mappingOf(file), 'PROD');
const made = (file?: MappingFile): TestMessage => {
  const message = make(file);
  if ('code' in message) {
    throw new Error(message.code);
  }
  return message;
};
const WATERMARK = { name: 'W', type: 'nvarchar(64)', context: 'event', value: 't:Watermark' } as const;

describe('a test message', () => {
  it('is marked, of one event about an item, and becomes one row that proves what it is', () => {
    const { bytes, subscriptionId, kind, identity } = made();
    expect(isSelftestSubscription(subscriptionId)).to.equal(true);
    expect(Buffer.from(bytes).toString()).to.include(`<t:SubscriptionId>${subscriptionId}<`);
    expect(kind).to.equal('ModifiedEvent');
    const row = named(mappingOf(), identity.row);
    expect(row).to.include({ Mandator: 'PROD', SubscriptionId: subscriptionId, EventType: 'ModifiedEvent' });
    expect(row['ItemId']).to.be.a('string');
    const proofs = identity.proofIndexes.map((index) => identity.table.columns[index]?.name);
    expect(proofs).to.include.members(['SubscriptionId', 'Watermark', 'ItemId']).and.not.include('Mandator');
  });

  it('is another one each time', () => {
    const [one, other] = [made(), made()];
    expect(one.identity.row.key).to.not.equal(other.identity.row.key);
    expect(one.subscriptionId).to.not.equal(other.subscriptionId);
  });

  it('is of the most harmless kind that the mapping makes a row of', () => {
    const kindFor = (...events: MappingFile['events']): string => made({ ...DEFAULT_MAPPING, events }).kind;
    expect(kindFor('DeletedEvent', 'StatusEvent', 'ModifiedEvent')).to.equal('StatusEvent');
    expect(kindFor('Error', 'DeletedEvent', 'CreatedEvent')).to.equal('CreatedEvent');
    expect(kindFor('Warning', 'Error')).to.equal('Error');
  });

  it('is none where nothing that can be sent becomes a row', () => {
    expect(make({ ...DEFAULT_MAPPING, events: ['Warning'] })).to.deep.equal({
      code: 'no_row',
      values: { kinds: 'Warning' },
    });
  });

  it('is none where the mapping cannot store it', () => {
    const columns = [{ ...WATERMARK, type: 'int' }] as const;
    const problem = make({ table: 'T', events: ['ModifiedEvent'], columns: [...columns], key: ['W'] });
    expect(problem).to.include({ code: 'unfit_value' });
    expect((problem as { values: Record<string, string> }).values['reason']).to.include('column "W"');
  });

  it('is none where its row could not be found again: the key holds what is different each time', () => {
    const columns = [
      WATERMARK,
      { name: 'At', type: 'datetime2(3)', context: 'envelope', value: '$receivedAt' },
      { name: 'Request', type: 'nvarchar(64)', context: 'envelope', value: '$requestId' },
    ] as const;
    expect(
      make({ table: 'T', events: ['ModifiedEvent'], columns: [...columns], key: ['W', 'At', 'Request'] }),
    ).to.deep.equal({ code: 'key_changes', values: { columns: 'At, Request' } });
  });

  it('is none where its row could be taken for another: the key is always the same', () => {
    const columns = [
      WATERMARK,
      { name: 'Mandator', type: 'nvarchar(64)', context: 'envelope', value: '$mandator' },
      { name: 'Kind', type: 'nvarchar(64)', context: 'event', value: '$eventType' },
    ] as const;
    expect(
      make({ table: 'T', events: ['ModifiedEvent'], columns: [...columns], key: ['Mandator', 'Kind'] }),
    ).to.deep.equal({ code: 'key_same', values: { columns: 'Mandator, Kind' } });
  });
});
