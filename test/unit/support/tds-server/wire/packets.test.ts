import { expect } from 'chai';
import fc from 'fast-check';
import { MESSAGE, createPacketReader, toPackets } from '../../../../support/tds-server/wire/packets.ts';

describe('TDS packets', () => {
  it('give the message back, however it was cut and in whatever pieces it arrives', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 3000 }),
      fc.integer({ min: 512, max: 1000 }),
      fc.integer({ min: 1, max: 700 }),
      (bytes, packetSize, pieceSize) => {
        const packets = toPackets(MESSAGE.rpc, Buffer.from(bytes), packetSize, 7);
        const reader = createPacketReader();
        const messages = Array.from({ length: Math.ceil(packets.length / pieceSize) }, (_, at) =>
          reader.push(packets.subarray(at * pieceSize, (at + 1) * pieceSize)),
        ).flat();
        expect(messages).to.deep.equal([
          { type: MESSAGE.rpc, data: Buffer.from(bytes), ignore: false, reset: 'no' },
        ]);
      },
    );
    fc.assert(property);
  });

  it('are read one byte at a time', () => {
    const packets = Buffer.concat([
      toPackets(1, Buffer.from('one'), 512, 0),
      toPackets(3, Buffer.from('two'), 512, 0),
    ]);
    const reader = createPacketReader();
    const texts = [...packets]
      .flatMap((byte) => reader.push(Buffer.of(byte)))
      .map(({ data }) => data.toString());
    expect(texts).to.deep.equal(['one', 'two']);
  });

  it('tell when the session is to be reset and when a message was given up', () => {
    const [packet] = [toPackets(1, Buffer.alloc(0), 512, 0)];
    const flags = (status: number): unknown => {
      const copy = Buffer.from(packet);
      copy.writeUInt8(status, 1);
      const [message] = createPacketReader().push(copy);
      return [message?.reset, message?.ignore];
    };
    expect(flags(0x01)).to.deep.equal(['no', false]);
    expect(flags(0x09)).to.deep.equal(['all', false]);
    expect(flags(0x11)).to.deep.equal(['keepTransaction', false]);
    expect(flags(0x03)).to.deep.equal(['no', true]);
  });

  it('cannot be shorter than their header', () => {
    expect(() => createPacketReader().push(Buffer.of(1, 1, 0, 7, 0, 0, 1, 0))).to.throw('7 bytes');
  });
});
