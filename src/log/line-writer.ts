/** What lines are written to: a stream, or what looks like one. */
export interface LineStream {
  write(text: string): unknown;
  /** Bytes held back; a replaced stdout may not know. */
  readonly writableLength?: number;
}

/** Gathers lines and writes those of one turn of the event loop at once. */
export interface LineWriter {
  add(line: string): void;
  /** Hands everything gathered to the stream now. */
  flush(): void;
}

/** Characters gathered before they are written without waiting for the end of the turn. */
const MOST_GATHERED = 64 * 1024;

/** Bytes that the stream may hold back. Beyond, lines are dropped and counted: logging must not fill the memory. */
const MOST_HELD_BACK = 16 * 1024 * 1024;

/**
 * A system call a line is most of what a line costs, so a turn's lines share one. Never waits for a callback:
 * iisnode replaces `stdout.write` by a function that returns nothing and calls none.
 * @param droppedLine makes the line that tells how many were dropped
 */
export function createLineWriter(stream: LineStream, droppedLine: (count: number) => string): LineWriter {
  let gathered = '';
  let dropped = 0;
  let isScheduled = false;

  const flush = () => {
    if (gathered === '') {
      return;
    }
    const chunk = dropped === 0 ? gathered : `${droppedLine(dropped)}\n${gathered}`;
    gathered = '';
    dropped = 0;
    try {
      stream.write(chunk);
    } catch {
      // A stream that was closed or replaced: a service that cannot log still has to serve.
    }
  };
  const flushLater = () => {
    isScheduled = false;
    flush();
  };

  return {
    add(line) {
      if (isFull(stream)) {
        dropped++;
        return;
      }
      gathered += `${line}\n`;
      if (gathered.length >= MOST_GATHERED) {
        flush();
      } else if (!isScheduled) {
        isScheduled = true;
        setImmediate(flushLater);
      }
    },
    flush,
  };
}

function isFull(stream: LineStream): boolean {
  return (stream.writableLength ?? 0) > MOST_HELD_BACK;
}
