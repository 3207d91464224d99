import { speaker } from '../texts.ts';
import { bad, good, type Diagnosis } from './diagnosis.ts';
import { PROBE_TEXTS } from './texts/probe.ts';

/** The oldest major version that the service runs on; `engines` of package.json has the same. */
const NEEDED = 24;

const say = speaker(PROBE_TEXTS);

/** Says what this command runs on. The service may run on another Node.js, which IIS's web.config names. */
export function probeNode(
  version: string = process.version,
  platform: string = process.platform,
  arch: string = process.arch,
): Diagnosis[] {
  const isOld = Number(/^v(\d+)/.exec(version)?.[1] ?? 0) < NEEDED;
  return isOld
    ? [
        bad(
          'node',
          say((words) => words.oldNode(words.node(version, platform, arch), NEEDED)),
          say((words) => words.updateNode(NEEDED)),
        ),
      ]
    : [
        good(
          'node',
          say((words) => words.node(version, platform, arch)),
        ),
      ];
}
