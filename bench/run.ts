import { BUILT_SERVICE, compareEndpoints } from './endpoint.ts';
import { compareEvents } from './events.ts';
import { compareHostileXml } from './hostile-xml.ts';
import { compareMssql } from './mssql.ts';

/** Everything, in the order of the README. */
for (const concurrency of [64, 1]) {
  await compareEndpoints({ rounds: 5, seconds: 3, concurrency, services: [BUILT_SERVICE] });
}
await compareEvents(9);
await compareHostileXml(5);
for (const senders of [64, 1]) {
  for (const events of [1, 2]) {
    await compareMssql({ rounds: 5, seconds: 2, senders, events });
  }
}
