import { expect } from 'chai';
import { EXCHANGE_HEADERS, post } from '../support/post.ts';
import { openRaw, type RawConnection } from '../support/http.ts';
import { ENDPOINT, startTestService, type TestService } from '../support/service.ts';

const HEADERS = Object.entries(EXCHANGE_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');

describe('senders that take their time', () => {
  let service: TestService;
  let connections: RawConnection[];

  beforeEach(async () => {
    connections = [];
    service = await startTestService();
  });

  afterEach(async () => {
    connections.forEach(({ socket }) => socket.destroy());
    await service.stop();
  });

  it('hold up nobody else, however many they are', async () => {
    for (let count = 0; count < 200; count++) {
      const connection = await openRaw(service.port);
      connections.push(connection);
      const start = `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n`;
      await connection.write(
        count % 2 === 0 ? start : `${start}${HEADERS}Content-Length: 5000\r\n\r\n<s:Env`,
      );
    }

    expect(await post(service.port)).to.include({ status: 200 });
    expect(service.rows()).to.have.length(2);
  });
});
