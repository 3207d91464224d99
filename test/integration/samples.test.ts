import { expect } from 'chai';
import { expectedRows, readManifest } from '../support/expected-rows.ts';
import { post, sample, sampleNames } from '../support/post.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectReply } from '../support/wcf-table.ts';

describe('the sample messages', () => {
  const manifest = readManifest();
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService();
  });

  afterEach(() => service.stop());

  it('are all in the list of what stands in them', () => {
    expect(manifest.map(({ file }) => file)).to.have.members(sampleNames(''));
  });

  for (const entry of manifest) {
    it(`${entry.file} becomes exactly its rows`, async () => {
      const isUtf16 = entry.file.startsWith('utf16');
      const headers = isUtf16 ? { 'Content-Type': 'text/xml; charset=utf-16' } : {};
      expectReply(await post(service.port, { body: sample(entry.file), headers }), 'OK');

      const rows = service.rows().map(({ Id: _id, ReceivedAt: _at, EventKey: _key, ...row }) => row);
      expect(rows).to.deep.equal(expectedRows(entry));
    });
  }

  it('all become their rows when they are sent at once', async () => {
    await Promise.all(
      manifest.map(({ file }) =>
        post(service.port, { body: sample(file), headers: { 'Content-Type': 'text/xml' } }),
      ),
    );

    const ids = service
      .rows()
      .map(({ Watermark, SubscriptionId }) => `${String(SubscriptionId)} ${String(Watermark)}`);
    const expected = manifest.flatMap(expectedRows);
    expect(ids).to.have.members(
      expected.map((row) => `${String(row['SubscriptionId'])} ${String(row['Watermark'])}`),
    );
  });
});
