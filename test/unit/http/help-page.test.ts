import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { HELP_PAGE_CSP } from '../../../src/http/help-page-style.ts';
import { helpPage } from '../../../src/http/help-page.ts';

const ADDRESS = 'https://rooms.example.com/Webservices/SyncNotification.svc';

describe('helpPage', () => {
  it('has the title and heading Service, as WCF has without metadata', () => {
    const { body, contentType } = helpPage({ acceptLanguage: undefined, metadataUrl: null });
    expect(contentType).to.equal('text/html; charset=UTF-8');
    expect(body).to.include('<title>Service</title>').and.to.include('<h1>Service</h1>');
    expect(body).not.to.include('wsdl');
  });

  it('names the service and links its description where metadata is published', () => {
    const { body } = helpPage({ acceptLanguage: undefined, metadataUrl: ADDRESS });
    expect(body).to.include('<title>SyncNotification Service</title>');
    expect(body).to.include('<h1>SyncNotification Service</h1>');
    expect(body).to.include(`<a href="${ADDRESS}?wsdl">`).and.to.include(`<a href="${ADDRESS}?singleWsdl">`);
  });

  it('says in English for whom the service is', () => {
    const { body, language } = helpPage({ acceptLanguage: 'en-GB', metadataUrl: null });
    expect(language).to.equal('en');
    expect(body).to.include('<html lang="en">');
    expect(body).to.match(/<p>This service is up [^<]*Microsoft Exchange[^<]*ROOMS\.<\/p>/);
  });

  it('says in German for whom the service is', () => {
    const { body, language } = helpPage({ acceptLanguage: 'de-CH,de;q=0.9', metadataUrl: null });
    expect(language).to.equal('de');
    expect(body).to.include('<html lang="de">');
    expect(body).to.match(/<p>Dieser Dienst ist in Betrieb [^<]*Microsoft Exchange[^<]*ROOMS\.<\/p>/);
  });

  it('takes nothing from the header into the page', () => {
    const plain = helpPage({ acceptLanguage: 'de', metadataUrl: null });
    const hostile = helpPage({ acceptLanguage: 'de,"><script>alert(1)</script>', metadataUrl: null });
    expect(hostile).to.deep.equal(plain);
  });

  it('lets an address neither close an attribute nor open an element', () => {
    const hostile = `https://rooms.example.com/"onfocus='x'><script>alert(1)</script>&amp`;
    const { body } = helpPage({ acceptLanguage: 'en', metadataUrl: hostile });
    expect(body).not.to.match(/<script|"onfocus|'x'/);
    expect(body).to.include('&quot;onfocus=&#39;x&#39;&gt;&lt;script&gt;').and.to.include('&amp;amp?wsdl');
  });

  it('has a content security policy that allows exactly its own style sheet', () => {
    const { body } = helpPage({ acceptLanguage: undefined, metadataUrl: null });
    const style = /<style>(?<text>[^]*)<\/style>/.exec(body)?.groups?.text ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(HELP_PAGE_CSP.split('; ')).to.include.members([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
    ]);
    expect(body).not.to.match(/ style=|<script| on\w+=/);
  });
});
