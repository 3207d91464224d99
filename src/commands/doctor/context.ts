import type { Settings, SettingSources } from '../../config/settings.ts';
import type { PrivateKind } from './private-values.ts';

/** What every probe is given. */
export interface Context {
  readonly sources: SettingSources;
  readonly settings: Settings;
  /** Names of settings that were refused: what `settings` has in their place is a default. */
  readonly badSettings: ReadonlySet<string>;
  readonly platform: NodeJS.Platform;
  /** This machine's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** The folder of the product, where its `web.config` would be. */
  readonly folder: string;
  /** IIS's own configuration file. */
  readonly applicationHostFile: string;
  /** A URL to look at besides those that ROOMS tells Exchange. */
  readonly url: string | null;
  /** Notes a value that is nobody else's business, for `--redact`, and gives it back. */
  readonly keep: (kind: PrivateKind, value: string) => string;
}
