import { parentPort, workerData } from 'node:worker_threads';
import { compileMapping, type Mapping } from '../mapping/compile-mapping.ts';
import type { XmlLimits } from '../soap/xml-limits.ts';
import { createReadMessage, type UnreadMessage } from './read-message.ts';

/** What the thread is started with. */
export interface ReadThreadData {
  readonly mapping: Mapping['file'];
  readonly limits: XmlLimits;
}

/* The entry of the thread that reads large messages: one answer for each message, in their order. */
const { mapping, limits } = workerData as ReadThreadData;
const readMessage = createReadMessage({ mapping: compileMapping(mapping, 'of the service'), limits });

parentPort?.on('message', (message: UnreadMessage) => parentPort?.postMessage(readMessage(message)));
