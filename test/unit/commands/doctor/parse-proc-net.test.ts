import { expect } from 'chai';
import { parseProcNet } from '../../../../src/commands/doctor/parse-proc-net.ts';

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 48213 1 ffff9b0a4c0d8000 100 0 0 10 0
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20114 1 ffff9b0a4c0d8900 100 0 0 10 0
   2: 0F02000A:1F90 0202000A:C5A4 01 00000000:00000000 02:000A6D7F 00000000  1000        0 50332 2 ffff9b0a4c0d9200 20 4 30 10 -1
`;

const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 61001 1 ffff9b0a4d8a0000 100 0 0 10 0
   1: B80D01200000000000000000070000FE:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 61002 1 ffff9b0a4d8a0900 100 0 0 10 0
`;

describe('what Linux tells of TCP sockets', () => {
  it('is read for those that listen, with the address as people write it', () => {
    expect(parseProcNet(TCP)).to.deep.equal([
      { address: '127.0.0.1', port: 8080, inode: '48213' },
      { address: '0.0.0.0', port: 22, inode: '20114' },
    ]);
  });

  it('is read for IPv6', () => {
    expect(parseProcNet(TCP6)).to.deep.equal([
      { address: '::', port: 8080, inode: '61001' },
      { address: '2001:db8::fe00:7', port: 443, inode: '61002' },
    ]);
  });

  it('may be nothing', () => {
    expect(parseProcNet('')).to.deep.equal([]);
  });
});
