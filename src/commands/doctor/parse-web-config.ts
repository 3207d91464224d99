import { parseXml } from './parse-application-host.ts';

/** Which of the three ways a web.config is, and what it leads to. */
export interface WebConfig {
  readonly way: 'httpPlatformHandler' | 'iisnode' | 'reverse proxy' | 'other';
  /** The program that is started, as written: `%ProgramFiles%\nodejs\node.exe`; null where none is. */
  readonly program: string | null;
  /** The first argument of the program or the entry of iisnode, relative to the folder; null where there is none. */
  readonly script: string | null;
  /** Where the module writes the service's output, relative to the folder; null where it writes none. */
  readonly logFile: string | null;
  /** Where a reverse proxy sends to; null for the other ways. */
  readonly target: string | null;
  /** Whether error replies reach the caller as they are. The value's case counts. */
  readonly passesErrors: boolean;
}

/** Reads a web.config of this product, or one that was made from it. @throws Error where it is not well-formed */
export function parseWebConfig(text: string): WebConfig {
  const root = parseXml(text);
  const all = (name: string) => Array.from(root.getElementsByTagName(name));
  const modules = all('handlers')
    .flatMap((handlers) => Array.from(handlers.getElementsByTagName('add')))
    .flatMap((add) =>
      (add.getAttribute('modules') ?? '').split(',').map((name) => [name.trim().toLowerCase(), add] as const),
    );
  const handler = (name: string) => modules.find(([module]) => module === name)?.[1];
  const passesErrors = all('httpErrors').some(
    (each) => each.getAttribute('existingResponse') === 'PassThrough',
  );
  const common = { program: null, script: null, logFile: null, target: null, passesErrors };
  const platform = all('httpPlatform')[0];
  if (handler('httpplatformhandler') !== undefined) {
    const isLogging = platform?.getAttribute('stdoutLogEnabled') === 'true';
    return {
      ...common,
      way: 'httpPlatformHandler',
      program: platform?.getAttribute('processPath') ?? null,
      script: firstWord(platform?.getAttribute('arguments') ?? ''),
      logFile: isLogging ? (platform.getAttribute('stdoutLogFile') ?? null) : null,
    };
  }
  const entry = handler('iisnode')?.getAttribute('path') ?? null;
  if (entry !== null) {
    const program = firstWord(all('iisnode')[0]?.getAttribute('nodeProcessCommandLine') ?? '');
    return { ...common, way: 'iisnode', program, script: entry };
  }
  const target = all('action')
    .map((action) => action.getAttribute('url') ?? '')
    .find((url) => /^https?:\/\//i.test(url));
  return target === undefined ? { ...common, way: 'other' } : { ...common, way: 'reverse proxy', target };
}

/** The first word of a command line, in quotation marks where it has blanks. */
function firstWord(commandLine: string): string | null {
  const [, quoted, plain] = /^\s*(?:"([^"]*)"|(\S+))/.exec(commandLine) ?? [];
  return quoted ?? plain ?? null;
}
