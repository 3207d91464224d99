import { speaker } from '../texts.ts';
import { doubtful, good, type Diagnosis } from './diagnosis.ts';
import type { IisPool } from './parse-application-host.ts';
import { IIS_TEXTS } from './texts/iis.ts';

const say = speaker(IIS_TEXTS);

/** Whether an application pool keeps the service running, and in the right way. */
export function judgePool({
  name,
  managedRuntimeVersion,
  startMode,
  idleTimeout,
  enable32Bit,
}: IisPool): Diagnosis[] {
  const found = [
    enable32Bit
      ? [
          doubtful(
            'iis',
            say((words) => words.bits32(name)),
            say((words) => words.bits64),
          ),
        ]
      : [],
    /[1-9]/.test(idleTimeout)
      ? [
          doubtful(
            'iis',
            say((words) => words.idle(name, idleTimeout)),
            say((words) => words.noIdle),
          ),
        ]
      : [],
    startMode === 'AlwaysRunning'
      ? []
      : [
          doubtful(
            'iis',
            say((words) => words.onDemand(name)),
            say((words) => words.always),
          ),
        ],
    managedRuntimeVersion === ''
      ? []
      : [
          doubtful(
            'iis',
            say((words) => words.managed(name, managedRuntimeVersion)),
            say((words) => words.unmanaged),
          ),
        ],
  ].flat();
  return found.length > 0
    ? found
    : [
        good(
          'iis',
          say((words) => words.poolFits(name)),
        ),
      ];
}
