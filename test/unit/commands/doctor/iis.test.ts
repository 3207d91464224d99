import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Context } from '../../../../src/commands/doctor/context.ts';
import { parseApplicationHost } from '../../../../src/commands/doctor/parse-application-host.ts';
import { parseWebConfig } from '../../../../src/commands/doctor/parse-web-config.ts';
import { probeIis } from '../../../../src/commands/doctor/probe-iis.ts';
import { loadSettings } from '../../../../src/config/settings.ts';
import { useTempFolder } from '../../../support/temp-folder.ts';
import { webConfigText } from '../../../support/web-config.ts';

/** An applicationHost.config as IIS has it, shortened; `folder` is that of the application /Webservices. */
const applicationHost = (
  folder: string,
  modules: readonly string[],
  pool = '',
): string => `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <system.applicationHost>
    <applicationPools>
      <add name="DefaultAppPool" />
      <add name="rooms-sync" ${pool || 'managedRuntimeVersion="" startMode="AlwaysRunning"'}>
        ${pool === '' ? '<processModel identityType="ApplicationPoolIdentity" idleTimeout="00:00:00" />' : ''}
      </add>
      <applicationPoolDefaults managedRuntimeVersion="v4.0"><processModel loadUserProfile="false" /></applicationPoolDefaults>
    </applicationPools>
    <sites>
      <site name="ROOMS" id="1">
        <application path="/"><virtualDirectory path="/" physicalPath="%SystemDrive%\\inetpub\\wwwroot" /></application>
        <application path="/Webservices" applicationPool="rooms-sync">
          <virtualDirectory path="/" physicalPath="${folder}" />
        </application>
        <bindings><binding protocol="https" bindingInformation="*:443:" /></bindings>
      </site>
      <applicationDefaults applicationPool="DefaultAppPool" />
    </sites>
  </system.applicationHost>
  <system.webServer>
    <globalModules>
      <add name="HttpLoggingModule" image="%windir%\\System32\\inetsrv\\loghttp.dll" />
      ${modules.map((name) => `<add name="${name}" image="%ProgramFiles%\\IIS\\${name}.dll" />`).join('\n      ')}
    </globalModules>
    <proxy enabled="true" />
  </system.webServer>
</configuration>
`;

describe('what IIS has in its own configuration', () => {
  it('is modules, applications with their pools, and the switch of ARR', () => {
    const host = parseApplicationHost(applicationHost('C:\\sync', ['httpPlatformHandler']));
    expect([...host.modules]).to.deep.equal(['httploggingmodule', 'httpplatformhandler']);
    expect(host.isProxyOn).to.equal(true);
    expect(host.applications).to.deep.equal([
      { site: 'ROOMS', path: '/', physicalPath: '%SystemDrive%\\inetpub\\wwwroot', pool: 'DefaultAppPool' },
      { site: 'ROOMS', path: '/Webservices', physicalPath: 'C:\\sync', pool: 'rooms-sync' },
    ]);
    const [first, second] = host.pools;
    expect(first).to.include({
      managedRuntimeVersion: 'v4.0',
      startMode: 'OnDemand',
      idleTimeout: '00:20:00',
    });
    expect(second).to.include({
      ...{
        managedRuntimeVersion: '',
        startMode: 'AlwaysRunning',
        idleTimeout: '00:00:00',
        enable32Bit: false,
      },
    });
  });

  it('is refused where it is not well-formed', () => {
    expect(() => parseApplicationHost('<configuration><sites></configuration>')).to.throw();
  });
});

describe('the web.config of the folder', () => {
  it('is recognised, each of the three that come with the product', () => {
    expect(parseWebConfig(webConfigText('deploy/iis/httpplatform/web.config'))).to.deep.equal({
      way: 'httpPlatformHandler',
      program: '%ProgramFiles%\\nodejs\\node.exe',
      script: '.\\dist\\main.js',
      logFile: '.\\logs\\service',
      target: null,
      passesErrors: true,
    });
    expect(parseWebConfig(webConfigText('deploy/iis/iisnode/web.config'))).to.include({
      ...{
        way: 'iisnode',
        program: '%ProgramFiles%\\nodejs\\node.exe',
        script: 'server.cjs',
        passesErrors: true,
      },
    });
    expect(parseWebConfig(webConfigText('deploy/iis/reverse-proxy/web.config'))).to.include({
      ...{ way: 'reverse proxy', target: 'http://127.0.0.1:8080/Webservices/SyncNotification.svc' },
    });
  });

  it('is another one where it leads nowhere', () => {
    expect(parseWebConfig('<configuration><system.webServer /></configuration>')).to.include({
      way: 'other',
    });
  });
});

describe('sync-notification doctor, of IIS', () => {
  const folder = useTempFolder();

  interface Examination {
    readonly way?: string;
    readonly modules?: readonly string[];
    readonly pool?: string;
    readonly platform?: NodeJS.Platform;
    readonly env?: Readonly<Record<string, string>>;
  }

  /** What is not in order, in English. */
  async function examine({
    way = 'httpplatform',
    modules = ['httpPlatformHandler'],
    pool = '',
    platform = 'win32',
    env = {},
  }: Examination = {}): Promise<string[]> {
    const { path } = folder;
    await writeFile(join(path, 'web.config'), webConfigText(`deploy/iis/${way}/web.config`));
    const applicationHostFile = join(path, 'applicationHost.config');
    await writeFile(applicationHostFile, applicationHost(path, modules, pool));
    await mkdir(join(path, 'programs/nodejs'), { recursive: true });
    await writeFile(join(path, 'programs/nodejs/node.exe'), '');
    const sources = {
      env: { ProgramFiles: join(path, 'programs'), ...env },
      cwd: path,
      platform: 'linux' as const,
    };
    const context: Context = {
      ...{ sources, settings: loadSettings(sources), badSettings: new Set(), platform, now: Date.now },
      ...{ folder: path, applicationHostFile, url: null, keep: (_, value) => value },
    };
    const found = await probeIis(context);
    return found
      .filter(({ result }) => result !== 'ok')
      .map(({ result, found: text }) => `${result}: ${text.en}`);
  }

  async function unpack(): Promise<void> {
    await mkdir(join(folder.path, 'logs'));
    await mkdir(join(folder.path, 'dist'));
    await writeFile(join(folder.path, 'dist/main.js'), '');
  }

  it('finds nothing to say where all is as the documents have it', async () => {
    await unpack();
    expect(await examine()).to.deep.equal([]);
  });

  it('tells a module that is missing, and what is not in the folder', async () => {
    const found = await examine({ modules: [] });
    expect(found).to.have.length(3);
    expect(found[0]).to.match(/^fail: web\.config needs HttpPlatformHandler for httpPlatformHandler/);
    expect(found[1]).to.match(/^fail: web\.config has \.\\dist\\main\.js run, which is not there/);
    expect(found[2]).to.match(/^warn: the folder of the log that web\.config names, .*logs, is not there/);
  });

  it('tells a Node.js that is not where web.config has it', async () => {
    await unpack();
    const [found, ...rest] = await examine({ env: { ProgramFiles: join(folder.path, 'nowhere') } });
    expect(found).to.match(/^fail: web\.config names .*nowhere\\nodejs\\node\.exe, which is not there/);
    expect(rest).to.deep.equal([]);
  });

  it('tells a pool that ends the service by itself', async () => {
    await unpack();
    const found = await examine({ pool: 'enable32BitAppOnWin64="true"' });
    expect(found.map((text) => /^warn: pool rooms-sync: (\S+)/.exec(text)?.[1])).to.deep.equal([
      ...['runs', 'ends', 'starts', 'loads'],
    ]);
  });

  it('tells a rule that sends to another port than the service has', async () => {
    const modules = ['RewriteModule', 'ApplicationRequestRouting'];
    expect(await examine({ way: 'reverse-proxy', modules })).to.deep.equal([]);
    const [found] = await examine({ way: 'reverse-proxy', modules, env: { PORT: '8090' } });
    expect(found).to.equal(
      'fail: the rule in web.config sends to 127.0.0.1:8080, and the service listens at 8090',
    );
  });

  it('has nothing to look at on another system', async () => {
    expect(await examine({ platform: 'linux', modules: [] })).to.deep.equal([]);
  });
});
