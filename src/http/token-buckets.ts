/** Counts what each of many senders does against a rate. */
export interface TokenBuckets {
  /** Takes one; false where the sender is beyond its rate. */
  take(key: string): boolean;
  /** Senders that are remembered now. */
  readonly size: number;
}

export interface TokenBucketOptions {
  /** How many a second, on average. */
  readonly rate: number;
  /** How many at once after a pause. */
  readonly burst: number;
  /** Most senders remembered: beyond it the one that was not seen for the longest time starts afresh. */
  readonly most: number;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Makes a bucket for each key that comes; a Map keeps them in the order they were last used in. */
export function createTokenBuckets({ rate, burst, most, now }: TokenBucketOptions): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  return {
    take(key) {
      const time = now();
      const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: time };
      const filled = Math.min(burst, tokens + ((time - at) * rate) / 1000);
      const isWithin = filled >= 1;
      buckets.delete(key);
      buckets.set(key, { tokens: isWithin ? filled - 1 : filled, at: time });
      if (buckets.size > most) {
        for (const [oldest] of buckets) {
          buckets.delete(oldest);
          break;
        }
      }
      return isWithin;
    },
    get size() {
      return buckets.size;
    },
  };
}
