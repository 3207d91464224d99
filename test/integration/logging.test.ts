import { expect } from 'chai';
import { mailboxOf, post, sample } from '../support/post.ts';
import { openRaw } from '../support/http.ts';
import { ENDPOINT, startTestService, type LogLine, type TestService } from '../support/service.ts';

describe('the log of requests', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService();
  });

  afterEach(() => service.stop());

  async function linesAfter(...requests: (() => Promise<unknown>)[]): Promise<LogLine[]> {
    for (const request of requests) {
      await request();
    }
    await service.stop();
    return service.lines();
  }

  const port = (): number => service.port;

  it('has one line for each request, with id, sender, events and time', async () => {
    const lines = await linesAfter(
      () => post(port()),
      () => post(port()),
      () => post(port(), { headers: { SOAPAction: 'x' } }),
      () => post(port(), { body: '<a>' }),
      () => post(port(), { headers: { 'Content-Type': 'a/b' } }),
      () => post(port(), { method: 'PUT' }),
      () => post(port(), { path: '/nothing' }),
      () => post(port(), { path: ENDPOINT, method: 'GET', body: '' }),
      () => post(port(), { path: '/healthz', method: 'GET', body: '' }),
    );

    expect(lines.map(({ level, message, status, code }) => [level, message, status, code])).to.deep.equal([
      ['info', 'notification stored', 200, undefined],
      ['info', 'notification stored', 200, undefined],
      ['warn', 'notification refused', 500, 'unknown_action'],
      ['warn', 'notification refused', 400, 'malformed_xml'],
      ['warn', 'request refused', 415, 'unsupported_media_type'],
      ['warn', 'request refused', 405, 'method'],
      ['warn', 'request refused', 404, 'not_found'],
      ['debug', 'request answered', 200, undefined],
      ['debug', 'request answered', 200, undefined],
    ]);
    expect(new Set(lines.map(({ requestId }) => requestId)).size).to.equal(lines.length);
    for (const line of lines) {
      expect(line).to.include({ from: '2603:1026:c02:3097::5', via: '127.0.0.1' });
      expect(line['ms']).to.be.a('number');
    }
    expect(lines[0])
      .to.include({ mandator: 'Default', events: 2, rows: 2 })
      .and.not.to.have.property('duplicates');
    expect(lines[1]).to.include({ mandator: 'Default', events: 2, rows: 2, duplicates: 2 });
  });

  it('tells of errors that Exchange reports, and of events it does not know', async () => {
    const unknown = sample('seed-packet.xml').toString().replaceAll('ModifiedEvent', 'RenamedEvent');
    const lines = await linesAfter(
      () => post(port(), { body: sample('error-readeventsfailed.xml') }),
      () => post(port(), { body: unknown }),
    );
    const [error, event] = lines.filter(({ requestId }) => requestId !== undefined);

    expect(error?.['errors']).to.deep.equal([
      'ErrorReadEventsFailed (FQBleDAxLmNvcnAuZXhhbXBsZS5jb20QAAAA8IZSFXwlz1rprPINfygJfzjSSsSyodBIEAAAABODyp/lCldiggclF0/9EP0=)',
    ]);
    expect(event?.['unknownEvents']).to.deep.equal(['RenamedEvent']);
  });

  it('cannot be written into from outside', async () => {
    const forged = '","level":"error","message":"forged';
    const lines = await linesAfter(
      () => post(port(), { path: `/%0d%0a${encodeURIComponent(forged)}` }),
      () => post(port(), { path: `${ENDPOINT}?%0A%7B%22message%22%3A%22forged%22%7D%E2%80%A8%1B%5B2J` }),
      () => post(port(), { headers: { SOAPAction: `${forged}\t\u009b2J` } }),
      () => post(port(), { headers: { 'Content-Type': forged } }),
      () => post(port(), { headers: { 'X-Forwarded-For': forged } }),
      () => post(port(), { body: `<a b="${forged}\n"` }),
      () => post(port(), { body: `<a>${forged}&#10;</b>` }),
    );

    expect(lines).to.have.length(7);
    expect(lines.map(({ message }) => message)).not.to.contain('forged');
    // The separators of lines and what a terminal obeys, but for the end of each line.
    expect(service.logText().replaceAll('\n', '')).not.to.match(/[\p{Cc}\u2028\u2029]/u);
  });

  it('cannot be flooded by one request', async () => {
    const long = 'x'.repeat(10_000);
    const lines = await linesAfter(
      () => post(port(), { path: `/${long}` }),
      () => post(port(), { headers: { SOAPAction: long } }),
      () => post(port(), { headers: { 'Content-Type': long } }),
      () => post(port(), { headers: { 'X-Forwarded-For': long } }),
      () => post(port(), { body: `<${'a'.repeat(900)} ${'b'.repeat(900)}>` }),
    );

    expect(lines).to.have.length(5);
    for (const line of service.logText().split('\n')) {
      expect(line.length).to.be.below(3000);
    }
  });

  it('never shows what stands in a message, stored or refused', async () => {
    const { body, events, subscriptionId } = mailboxOf('logged').next();
    const secrets = [
      subscriptionId,
      ...events.flatMap(({ watermark, object }) => [watermark, object?.id ?? watermark]),
    ];
    await linesAfter(
      () => post(port(), { body }),
      () => post(port(), { body: body.replace('</t:SubscriptionId>', '') }),
      () => post(port(), { body: body.replace('NoError', '&nothing;') }),
      () =>
        post(port(), {
          body: body.replace('m:SendNotification', 'm:Other').replace('/m:SendNotification>', '/m:Other>'),
        }),
      () => post(port(), { body: Buffer.concat([Buffer.from(body), Buffer.from([0xff])]) }),
    );

    for (const secret of secrets) {
      expect(service.logText()).not.to.contain(secret);
    }
  });

  it('says that a sender hung up', async () => {
    const connection = await openRaw(service.port);
    await connection.write(
      `POST ${ENDPOINT} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 9\r\n\r\n<a`,
    );
    connection.socket.destroy();
    await connection.closed();
    const lines = await linesAfter(() => post(port()));

    const loud = lines.filter(({ level }) => level !== 'debug');
    expect(loud.map(({ code }) => code)).to.have.members([undefined, 'aborted']);
  });
});

describe('the log for readers', () => {
  it('has one readable line a request with the format text', async () => {
    const service = await startTestService({ env: { SYNC_LOG_FORMAT: 'text', SYNC_LOG_LEVEL: 'info' } });
    await post(service.port, { path: `${ENDPOINT}?Default` });
    await post(service.port, { method: 'GET', path: ENDPOINT, body: '' });
    await service.stop();

    expect(service.logText()).to.match(
      /^\S+Z INFO {2}notification stored requestId=\S+ from=2603:1026:c02:3097::5 via=127\.0\.0\.1 status=200 ms=[\d.]+ mandator=Default events=2 rows=2\n$/,
    );
  });
});
