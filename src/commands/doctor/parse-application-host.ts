import { DOMParser, type Element } from '@xmldom/xmldom';

/** An application of a site of IIS. */
export interface IisApplication {
  readonly site: string;
  /** `/Webservices` */
  readonly path: string;
  /** As written: with `%SystemDrive%` and the like. */
  readonly physicalPath: string;
  readonly pool: string;
}

/** An application pool, with what decides whether it keeps the service running. */
export interface IisPool {
  readonly name: string;
  /** Empty for "no managed code". */
  readonly managedRuntimeVersion: string;
  readonly startMode: string;
  /** `00:20:00`; all zero for never. */
  readonly idleTimeout: string;
  readonly enable32Bit: boolean;
}

/** What IIS's own configuration file says that matters here. */
export interface ApplicationHost {
  /** Names of the global modules, in lower case. */
  readonly modules: ReadonlySet<string>;
  readonly applications: readonly IisApplication[];
  readonly pools: readonly IisPool[];
  /** Whether ARR's proxy is switched on. */
  readonly isProxyOn: boolean;
}

/**
 * Reads applicationHost.config. Defaults are those of IIS_schema.xml of IIS 10: runtime v4.0, OnDemand, 20 minutes,
 * the site's and then the server's default pool.
 * @throws Error where it is not well-formed
 */
export function parseApplicationHost(text: string): ApplicationHost {
  const root = parseXml(text);
  const all = (name: string): Element[] => Array.from(root.getElementsByTagName(name));
  const poolDefaults = all('applicationPoolDefaults')[0];
  const serverPool = directChild(all('sites')[0], 'applicationDefaults')?.getAttribute('applicationPool');
  const applications = all('site').flatMap((site) => {
    const sitePool = directChild(site, 'applicationDefaults')?.getAttribute('applicationPool');
    return children(site, 'application').flatMap((application): IisApplication[] => {
      const root = children(application, 'virtualDirectory').find(
        (each) => each.getAttribute('path') === '/',
      );
      return [
        {
          site: site.getAttribute('name') ?? '',
          path: application.getAttribute('path') ?? '/',
          physicalPath: root?.getAttribute('physicalPath') ?? '',
          pool: application.getAttribute('applicationPool') ?? sitePool ?? serverPool ?? 'DefaultAppPool',
        },
      ];
    });
  });
  const pools = children(all('applicationPools')[0], 'add').map((pool) => readPool(pool, poolDefaults));
  const modules = children(all('globalModules')[0], 'add').map((add) => add.getAttribute('name') ?? '');
  const isProxyOn = all('proxy').some((proxy) => proxy.getAttribute('enabled') === 'true');
  return { modules: new Set(modules.map((name) => name.toLowerCase())), applications, pools, isProxyOn };
}

function readPool(pool: Element, defaults: Element | undefined): IisPool {
  const own = (name: string): string | null =>
    pool.getAttribute(name) ?? defaults?.getAttribute(name) ?? null;
  const idle = [pool, defaults]
    .map((each) => directChild(each, 'processModel')?.getAttribute('idleTimeout') ?? null)
    .find((value) => value !== null);
  return {
    name: pool.getAttribute('name') ?? '',
    managedRuntimeVersion: own('managedRuntimeVersion') ?? 'v4.0',
    startMode: own('startMode') ?? 'OnDemand',
    idleTimeout: idle ?? '00:20:00',
    enable32Bit: own('enable32BitAppOnWin64') === 'true',
  };
}

/** The root element of a configuration file. @throws Error where it is not well-formed */
export function parseXml(text: string): Element {
  const onError = (level: string, message: string): void => {
    if (level !== 'warning') {
      throw new Error(message);
    }
  };
  const root = new DOMParser({ onError }).parseFromString(
    text.replace(/^\uFEFF/, ''),
    'text/xml',
  ).documentElement;
  if (root === null) {
    throw new Error('no element in it');
  }
  return root;
}

/** The child elements of that name. */
function children(parent: Element | undefined, name: string): Element[] {
  return Array.from(parent?.childNodes ?? []).filter((node): node is Element => node.nodeName === name);
}

function directChild(parent: Element | undefined, name: string): Element | undefined {
  return children(parent, name)[0];
}
