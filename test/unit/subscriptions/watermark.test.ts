import { expect } from 'chai';
import { watermark } from '../../../src/exchange/opaque-ids.ts';
import { readWatermark } from '../../../src/subscriptions/watermark.ts';

describe('readWatermark', () => {
  it('reads database, counter and kind of the sample packet', () => {
    const database = 'd3fd584c-8c5d-4a35-8ed0-551ca47920eb';
    expect(readWatermark('AQAAAExY/dNdjDVKjtBVHKR5IOurFukhAAAAAAE=')).to.deep.equal({
      kind: 'counted',
      database,
      counter: 568_923_819,
      isEvent: true,
    });
    expect(readWatermark('AQAAAExY/dNdjDVKjtBVHKR5IOsoIukhAAAAAAE=')).to.include({ counter: 568_926_760 });
  });

  it('tells the start of a subscription from an event', () => {
    const start = watermark('0a0b0c0d-0102-0304-0506-0708090a0b0c', 7n, false);
    expect(readWatermark(start)).to.include({ counter: 7, isEvent: false });
  });

  for (const text of [null, '', 'AAAAAAAAAAA=', 'A'.repeat(300)]) {
    it(`learns nothing from "${String(text).slice(0, 12)}"`, () => {
      expect(readWatermark(text)).to.deep.equal({ kind: 'none' });
    });
  }

  it('takes every other layout for opaque', () => {
    const version2 = Buffer.from('AQAAAExY/dNdjDVKjtBVHKR5IOurFukhAAAAAAE=', 'base64');
    version2.writeInt32LE(2);
    const negative = watermark('0a0b0c0d-0102-0304-0506-0708090a0b0c', -1n, true);
    for (const text of ['BBBBB=', 'not base64 at all', version2.toString('base64'), negative]) {
      expect(readWatermark(text)).to.deep.equal({ kind: 'opaque', text });
    }
  });
});
