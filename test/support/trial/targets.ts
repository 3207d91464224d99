import { createSender } from '../../../src/exchange/sender.ts';
import type { Sender, SendResult } from '../../../src/exchange/sender.ts';
import { ENDPOINT } from '../service.ts';

/** Milliseconds; longer than the service may take for a write and the spool together. */
const REPLY_TIMEOUT_MS = 20_000;

/** What stands in front of the service's processes, as a load balancer or IIS does. */
export interface Targets {
  /** From now on messages go to this port too, or again. */
  add(port: number): void;
  /** No further messages go there, unless it is the only one: then they find nobody. */
  remove(port: number): void;
  /** Sends to each in turn. */
  send(body: string): Promise<SendResult>;
  close(): void;
}

/** @param connections most of them at a time to each port */
export function createTargets(connections: number): Targets {
  const senders = new Map<number, Sender>();
  const retired = new Set<Sender>();
  let ports: number[] = [];
  let turn = 0;
  const retire = (port: number): void => {
    const sender = senders.get(port);
    if (sender !== undefined) {
      senders.delete(port);
      retired.add(sender);
    }
  };
  const alive = new Set<number>();
  return {
    add(port) {
      alive.add(port);
      ports.filter((old) => !alive.has(old)).forEach(retire);
      ports = [...alive];
      if (!senders.has(port)) {
        const url = `http://127.0.0.1:${port}${ENDPOINT}?Default`;
        senders.set(port, createSender({ url, concurrency: connections, timeoutMs: REPLY_TIMEOUT_MS }));
      }
    },
    remove(port) {
      alive.delete(port);
      if (alive.size > 0) {
        retire(port);
        ports = [...alive];
      }
    },
    send(body) {
      const port = ports[turn++ % ports.length] ?? 0;
      const sender = senders.get(port);
      if (sender === undefined) {
        throw new Error('nothing was started yet');
      }
      return sender.send(body);
    },
    close: () => [...senders.values(), ...retired].forEach((sender) => sender.close()),
  };
}
