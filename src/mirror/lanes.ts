/** What can wait in a lane. */
export interface Queued {
  readonly lane: string;
  /** What it takes of the queue's room. */
  readonly bytes: number;
}

/** A bounded queue of many lanes: in a lane things are done one after the other, in the order they came. */
export interface Lanes<T extends Queued> {
  /** False where there is no room. */
  add(item: T): boolean;
  /** The first of a lane that nobody is working on, the longest waiting lane first; null where there is none. */
  take(): T | null;
  /** What was taken is done and leaves the queue. */
  done(item: T): void;
  /** What was taken goes back to the head of its lane; the other lanes come first. */
  putBack(item: T): void;
  /** How much is in the queue, what is being worked on included. */
  readonly size: { readonly items: number; readonly bytes: number };
}

export interface LaneLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/** Makes an empty queue. */
export function createLanes<T extends Queued>({ maxItems, maxBytes }: LaneLimits): Lanes<T> {
  const lanes = new Map<string, T[]>();
  /** Lanes with something in them that nobody is working on, in the order of their turns. */
  const ready = new Set<string>();
  const size = { items: 0, bytes: 0 };
  return {
    size,
    add(item) {
      if (size.items >= maxItems || size.bytes + item.bytes > maxBytes) {
        return false;
      }
      size.items += 1;
      size.bytes += item.bytes;
      const lane = lanes.get(item.lane);
      if (lane === undefined) {
        lanes.set(item.lane, [item]);
        ready.add(item.lane);
      } else {
        lane.push(item);
      }
      return true;
    },
    take() {
      const [name] = ready;
      if (name === undefined) {
        return null;
      }
      ready.delete(name);
      return lanes.get(name)?.[0] ?? null;
    },
    done(item) {
      const lane = lanes.get(item.lane) ?? [];
      lane.shift();
      size.items -= 1;
      size.bytes -= item.bytes;
      if (lane.length === 0) {
        lanes.delete(item.lane);
      } else {
        ready.add(item.lane);
      }
    },
    putBack(item) {
      ready.add(item.lane);
    },
  };
}
