import type { FaultAction, FaultPoint } from '../support/tds-server/faults.ts';
import type { SoakWorld } from './soak.ts';

/** Something that goes wrong, and is right again when `make` resolves: a process runs, the database answers. */
export interface Trouble {
  readonly name: string;
  readonly make: (world: SoakWorld) => Promise<void>;
}

const INSERT = /INSERT/i;

const CUTS: readonly (readonly [FaultPoint, FaultAction])[] = [
  ['statement', 'cutBefore'],
  ['statement', 'cutDuring'],
  ['statement', 'cutAfter'],
  ['statement', 'hang'],
  ['statement', 'hangAfter'],
  ['statement', 'stall'],
  ['commit', 'cutBefore'],
  ['commit', 'cutAfter'],
  ['login', 'cutBefore'],
  ['connect', 'refuse'],
];

const DEADLOCK = 1205;

/** Each as likely as any other. */
export const TROUBLES: readonly Trouble[] = [
  {
    name: 'kill',
    make: async (world) => {
      await world.crash();
      await world.launch();
    },
  },
  {
    name: 'kills in quick succession',
    make: async (world) => {
      for (let left = 2 + world.random.below(3); left > 0; left--) {
        await world.crash();
        await world.launch();
        await world.linger(0, 1);
      }
    },
  },
  {
    name: 'overlapping recycling',
    make: async (world) => {
      await world.launch();
      await world.linger(0.5, 3);
      await world.crash();
    },
  },
  {
    name: 'clean stop',
    make: async (world) => {
      await world.stop();
      await world.launch();
    },
  },
  {
    name: 'outage',
    make: async (world) => {
      await world.server.stop();
      await world.linger(1, 15);
      await world.server.start();
    },
  },
  {
    name: 'silent database',
    make: async (world) => {
      world.server.pause();
      await world.linger(1, 8);
      world.server.resume();
    },
  },
  {
    name: 'outage with kills',
    make: async (world) => {
      await world.server.stop();
      await world.linger(0, 5);
      await world.crash();
      await world.launch();
      await world.linger(0, 5);
      if (world.random.below(2) === 0) {
        await world.crash();
        await world.server.start();
        await world.launch();
      }
      await world.server.start();
    },
  },
  {
    name: 'outage with two processes',
    make: async (world) => {
      await world.launch();
      await world.server.stop();
      await world.linger(1, 8);
      await world.crash();
      await world.linger(0, 3);
      await world.server.start();
    },
  },
  {
    name: 'killed while the spool is emptied',
    make: async (world) => {
      await world.server.stop();
      await world.linger(2, 8);
      world.server.latencyMs = 100;
      await world.server.start();
      await world.linger(0, 4);
      await world.crash();
      world.server.latencyMs = 0;
      await world.launch();
    },
  },
  {
    name: 'all connections cut',
    make: async (world) => {
      for (let left = 1 + world.random.below(5); left > 0; left--) {
        await world.server.killConnections();
        await world.linger(0, 1);
      }
    },
  },
  {
    name: 'connections cut at stages of statements',
    make: async (world) => {
      for (let left = 3 + world.random.below(6); left > 0; left--) {
        const [on, action] = CUTS[world.random.below(CUTS.length)] ?? ['statement', 'cutBefore'];
        world.server.faults.add({ on, action, ...(on === 'statement' ? { match: INSERT } : {}) });
        await world.linger(0, 1);
      }
    },
  },
  {
    name: 'deadlocks',
    make: async (world) => {
      const times = 1 + world.random.below(30);
      const fault = world.server.faults.add({
        on: 'statement',
        match: INSERT,
        times,
        action: { error: DEADLOCK },
      });
      await world.linger(1, 4);
      fault.remove();
    },
  },
  {
    name: 'slow database',
    make: async (world) => {
      world.server.latencyMs = 50 + world.random.below(2500);
      await world.linger(2, 8);
      world.server.latencyMs = 0;
    },
  },
];
