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
    service = await startTestService({
      env: { SYNC_HEADERS_TIMEOUT_MS: '1000', SYNC_REQUEST_TIMEOUT_MS: '1500' },
    });
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

  it('are told so when their headers or their body did not come in time', async () => {
    for (const sent of ['Accept: text/xml\r\n', `${HEADERS}Content-Length: 5000\r\n\r\n<s:Env`]) {
      const connection = await openRaw(service.port);
      connections.push(connection);
      await connection.write(`POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n${sent}`);
    }

    for (const connection of connections) {
      expect(await connection.closed()).to.match(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    }
    await service.stop();
    const loud = service.lines().filter(({ level }) => level !== 'debug');
    expect(loud.map(({ message, code, status }) => [message, code, status])).to.have.deep.members([
      ['connection closed', 'too_slow', undefined],
      ['request refused', 'too_slow', 408],
    ]);
  });

  it('are told so when nothing comes at all', async () => {
    const connection = await openRaw(service.port);
    connections.push(connection);

    expect(await connection.closed()).to.match(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  });
});

describe('senders that take their time for the headers', () => {
  it('are not given the time that a whole request may take', async () => {
    const service = await startTestService({ env: { SYNC_HEADERS_TIMEOUT_MS: '1000' } });
    const connection = await openRaw(service.port);
    await connection.write(`POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\n`);

    expect(await connection.closed()).to.match(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    await service.stop();
  });
});
