import { expect } from 'chai';
import { loadSettings } from '../../../src/config/settings.ts';
import { elements, parseWebConfig, SECTION, values, webConfigText } from '../../support/web-config.ts';

/** Each way into IIS, with the elements that fail with 500.19 where a module is not installed. */
const WAYS = [
  { file: 'web.config', modules: ['httpPlatform'] },
  { file: 'deploy/iis/httpplatform/web.config', modules: ['httpPlatform'] },
  { file: 'deploy/iis/iisnode/web.config', modules: ['iisnode', 'rewrite'] },
  { file: 'deploy/iis/reverse-proxy/web.config', modules: ['rewrite'] },
];

/** What ASP.NET 4 and 2.0 register for *.svc, in integrated and classic pools of 32 and 64 bits. */
const SVC_HANDLERS = [
  'svc-Integrated-4.0',
  'svc-ISAPI-4.0_32bit',
  'svc-ISAPI-4.0_64bit',
  'svc-Integrated',
  'svc-ISAPI-2.0',
  'svc-ISAPI-2.0-64',
];

/** Sections that IIS locks at server level as it is installed: any of them here would be an error 500.19. */
const LOCKED = [
  'access',
  'anonymousAuthentication',
  'windowsAuthentication',
  'ipSecurity',
  'dynamicIpSecurity',
  'serverRuntime',
  'httpLogging',
  'webSocket',
  'applicationPools',
  'allowedServerVariables',
  'proxy',
];

for (const { file, modules } of WAYS) {
  describe(file, () => {
    const document = parseWebConfig(file);

    it("takes *.svc away from ASP.NET's handlers", () => {
      expect(values(document, `${SECTION}/handlers/remove/@name`)).to.deep.equal(SVC_HANDLERS);
    });

    it('lets replies of 4xx and 5xx through', () => {
      expect(values(document, `${SECTION}/httpErrors/@existingResponse`)).to.deep.equal(['PassThrough']);
    });

    it('admits larger messages than the service, so that the service refuses them', () => {
      const { maxBodyBytes } = loadSettings({ env: {}, cwd: import.meta.dirname });
      const limits = `${SECTION}/security/requestFiltering/requestLimits`;
      const [most = ''] = values(document, `${limits}/@maxAllowedContentLength`);
      expect(Number(most)).to.be.within(maxBodyBytes + 1, 2 * maxBodyBytes);
      expect(values(document, `${limits}/@maxQueryString`)).to.deep.equal(['2048']);
    });

    it('hides what lies in the folder, whether a parent does already or not', () => {
      const segments = `${SECTION}/security/requestFiltering/hiddenSegments`;
      const hidden = values(document, `${segments}/add/@segment`);
      expect(hidden).to.include.members(['data', 'dist', 'logs', 'node_modules', 'settings.jsonc']);
      expect(hidden).to.not.include('server.cjs');
      const inOrder = elements(document, `${segments}/*`).map((one) => [
        one.tagName,
        one.getAttribute('segment'),
      ]);
      expect(inOrder).to.deep.equal(
        hidden.flatMap((segment) => [
          ['remove', segment],
          ['add', segment],
        ]),
      );
    });

    it('lets everybody in without a login, whatever a parent asks for', () => {
      const rules = elements(document, `${SECTION}/security/authorization/*`);
      expect(rules.map((rule) => [rule.tagName, rule.getAttribute('users')])).to.deep.equal([
        ['clear', null],
        ['add', '*'],
      ]);
      expect(values(document, `${SECTION}/modules/@runAllManagedModulesForAllRequests`)).to.deep.equal([
        'false',
      ]);
    });

    it('holds no section that IIS locks, and none of a module that this way does not need', () => {
      const optional = ['httpPlatform', 'iisnode', 'rewrite', 'aspNetCore'];
      const names = elements(document, '//*').map((element) => element.tagName);
      expect(names.filter((name) => LOCKED.includes(name))).to.deep.equal([]);
      expect(names.filter((name) => optional.includes(name)).sort()).to.deep.equal(modules);
    });

    it('clears the rules of a parent where it has rules', () => {
      const rules = elements(document, `${SECTION}/rewrite/rules/*`).map((rule) => rule.tagName);
      expect(rules).to.deep.equal(modules.includes('rewrite') ? ['clear', 'rule'] : []);
    });
  });
}

describe('the web.config at the top level', () => {
  it('is the one of HttpPlatformHandler', () => {
    expect(webConfigText('web.config')).to.equal(webConfigText('deploy/iis/httpplatform/web.config'));
  });
});
