import { expect } from 'chai';
import { childElement, elementChildren, textOf } from '../../src/soap/dom.ts';
import { NS } from '../../src/soap/namespaces.ts';
import type { HttpReply } from './http.ts';
import { parseStrictly } from './parse-strictly.ts';
import { OK_BODY, post, type Posted } from './post.ts';
import { startTestService, type TestService } from './service.ts';

/** The namespaces of WCF's own faultcodes, and SOAP's. */
const FAULT_NAMESPACES = {
  none: 'http://schemas.microsoft.com/ws/2005/05/addressing/none',
  dispatcher: 'http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher',
  soap: NS.soap11,
} as const;

/** What has to be answered: OK, a status with nothing behind it, or a fault. */
export type Expected =
  | 'OK'
  | { readonly bare: number; readonly reason?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly fault: `${keyof typeof FAULT_NAMESPACES}:${string}`; readonly text: string };

/** One line of the table: a request, by what differs from a good one, and its answer. */
export type TableCase = readonly [request: string, posted: Posted, expected: Expected];

/** Checks a reply to the letter: status line, type, length, body; for a fault every part of it. */
export function expectReply(reply: HttpReply, expected: Expected): void {
  if (expected === 'OK') {
    expect(reply).to.include({ status: 200, text: OK_BODY });
    expect(reply.headers['content-type']).to.equal('text/xml; charset=utf-8');
  } else if ('bare' in expected) {
    expect(reply).to.include({ status: expected.bare, text: '' });
    expect(reply.headers).to.include({ 'content-length': '0', ...expected.headers });
    expect(reply.headers).not.to.have.property('content-type');
    if (expected.reason !== undefined) {
      expect(reply.reason).to.equal(expected.reason);
    }
  } else {
    expectFault(reply, expected);
  }
}

function expectFault(reply: HttpReply, { fault, text }: { fault: string; text: string }): void {
  const [space, name] = fault.split(':');
  expect(reply).to.include({ status: 500, reason: 'Internal Server Error' });
  expect(reply.headers).to.include({
    'content-type': 'text/xml; charset=utf-8',
    'content-length': String(reply.body.length),
  });
  expect(reply.text).to.match(/^<s:Envelope /);
  const envelope = parseStrictly(reply.text).documentElement!;
  const body = childElement(envelope, NS.soap11, 'Body')!;
  const element = childElement(body, NS.soap11, 'Fault')!;
  const [code, reason, ...others] = elementChildren(element);
  expect([code?.tagName, reason?.tagName, others.length]).to.deep.equal(['faultcode', 'faultstring', 0]);
  const [prefix = '', local] = textOf(code!).split(':');
  expect(local).to.equal(name);
  expect(code!.lookupNamespaceURI(prefix)).to.equal(FAULT_NAMESPACES[space as 'soap']);
  expect(reason!.getAttribute('xml:lang')).to.match(/^en/);
  expect(textOf(reason!)).to.contain(text);
}

/** Makes a suite of the cases, one test each; what is not answered OK must not be in the table. */
export function describeTable(
  title: string,
  cases: readonly TableCase[],
  env: Readonly<Record<string, string>> = {},
): void {
  describe(title, () => {
    let service: TestService;

    before(async () => {
      service = await startTestService({ env });
    });

    after(() => service.stop());

    for (const [name, posted, expected] of cases) {
      it(`${name}: ${describeExpected(expected)}`, async () => {
        const before = service.rows().length;

        expectReply(await post(service.port, posted), expected);

        if (expected !== 'OK') {
          expect(service.rows()).to.have.length(before);
        }
      });
    }

    it('has what was answered OK in the table', () => {
      const isAnyOk = cases.some(([, , expected]) => expected === 'OK');
      expect(service.rows()).to.have.length(isAnyOk ? 2 : 0);
    });
  });
}

function describeExpected(expected: Expected): string {
  if (expected === 'OK') {
    return 'OK';
  }
  return 'bare' in expected ? `bare ${expected.bare}` : `fault ${expected.fault}`;
}
