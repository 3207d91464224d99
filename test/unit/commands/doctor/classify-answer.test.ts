import { expect } from 'chai';
import { classifyAnswer } from '../../../../src/commands/doctor/classify-answer.ts';
import { iisErrors } from '../../../../src/commands/doctor/texts/iis-errors.ts';
import { helpPage } from '../../../../src/http/help-page.ts';

const IIS = { server: 'Microsoft-IIS/10.0' };

const WCF = `<HTML><HEAD><STYLE type="text/css">#content{ FONT-SIZE: 0.7em } .heading1 { COLOR: #ffffff }</STYLE>
<TITLE>Service</TITLE></HEAD><BODY><DIV id="content"><P class="heading1">Service</P><BR/>
<P class="intro">Metadata publishing for this service is currently disabled.</P></DIV></BODY></HTML>`;

const NOT_FOUND = `<!DOCTYPE html><html><head><title>404 - File or directory not found.</title></head>
<body><div id="header"><h1>Server Error</h1></div></body></html>`;

const DETAILED = (code: string, words = 'HTTP Error'): string =>
  `<!DOCTYPE html><html><head><title>IIS 10.0 Detailed Error - ${code} - Error</title></head>
<body><h3>${words} ${code} - Error</h3></body></html>`;

const UNAVAILABLE = `<HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD>
<BODY><h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p></BODY></HTML>`;

describe('who answers at the URL from outside', () => {
  for (const acceptLanguage of ['en', 'de']) {
    for (const metadataUrl of [null, 'https://rooms.example.com/x.svc']) {
      it(`is this service, by its page (${acceptLanguage}, metadata ${metadataUrl === null ? 'off' : 'on'})`, () => {
        const { body } = helpPage({ acceptLanguage, metadataUrl });
        expect(classifyAnswer({ status: 200, headers: {}, body })).to.deep.equal({ kind: 'ours' });
      });
    }
  }

  it('is this service, by a refusal, also behind IIS', () => {
    const headers = { ...IIS, 'x-content-type-options': 'nosniff' };
    expect(classifyAnswer({ status: 403, headers, body: '' })).to.deep.equal({
      kind: 'ourRefusal',
      status: 403,
    });
  });

  it('is the original, by the page of WCF', () => {
    expect(classifyAnswer({ status: 200, headers: IIS, body: WCF })).to.deep.equal({ kind: 'original' });
  });

  for (const [name, status, headers, body, code] of [
    ['IIS with a page for strangers', 404, IIS, NOT_FOUND, '404'],
    ['IIS with a detailed page', 500, IIS, DETAILED('500.19'), '500.19'],
    ['IIS with a detailed page in German', 502, IIS, DETAILED('502.3', 'HTTP-Fehler'), '502.3'],
    ['IIS behind a proxy that hides it', 403, {}, DETAILED('403.14'), '403.14'],
    ['http.sys', 503, { server: 'Microsoft-HTTPAPI/2.0' }, UNAVAILABLE, '503'],
  ] as const) {
    it(`is ${name}`, () => {
      expect(classifyAnswer({ status, headers, body })).to.deep.equal({ kind: 'iis', code });
    });
  }

  it('is a proxy that does not get through', () => {
    const body = '<html><head><title>502 Bad Gateway</title></head></html>';
    expect(classifyAnswer({ status: 502, headers: { server: 'nginx/1.26.2' }, body })).to.deep.equal({
      ...{ kind: 'proxy', code: '502', server: 'nginx/1.26.2' },
    });
  });

  it('is a redirect', () => {
    const headers = { location: 'https://rooms.example.com/login' };
    expect(classifyAnswer({ status: 302, headers, body: '' })).to.deep.equal({
      ...{ kind: 'redirect', code: '302', to: 'https://rooms.example.com/login' },
    });
  });

  it('is something else, with the title of its page', () => {
    const body = '<html><title>\n  Welcome to\n nginx! </title>';
    expect(classifyAnswer({ status: 200, headers: {}, body })).to.deep.equal({
      ...{ kind: 'other', code: '200', title: 'Welcome to nginx!' },
    });
  });

  it('has a meaning for every number of IIS, in both languages', () => {
    for (const code of [
      '401',
      '401.3',
      '403.4',
      '403.14',
      '404.17',
      '500.19',
      '500.21',
      '502.3',
      '502.5',
      '503',
    ]) {
      const { en, de } = iisErrors(code);
      expect(en.meaning, code).to.not.equal(iisErrors('418').en.meaning);
      expect(de.meaning, code).to.not.equal(iisErrors('418').de.meaning);
    }
    expect(iisErrors('403.14').en.meaning).to.not.equal(iisErrors('403.4').en.meaning);
  });
});
