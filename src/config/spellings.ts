const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  kb: 1000,
  kib: 1024,
  m: 1024 ** 2,
  mb: 1000 ** 2,
  mib: 1024 ** 2,
  g: 1024 ** 3,
  gb: 1000 ** 3,
  gib: 1024 ** 3,
};

/** Reads `500ms`, `75s`, `10m`, `1h` or plain milliseconds. What is no time is handed back as it is. */
export function parseDuration(value: unknown): unknown {
  return withUnit(value, MILLISECONDS);
}

/** Reads `4MiB`, `512kB`, `1G` or plain bytes. What is no size is handed back as it is. */
export function parseSize(value: unknown): unknown {
  return withUnit(value, BYTES);
}

/** Cuts one string at its commas; anything else is handed back as it is. */
export function splitList(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',').map((entry) => entry.trim()) : value;
}

function withUnit(value: unknown, units: Readonly<Record<string, number>>): unknown {
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?) *([a-z]*)$/i.exec(value.trim()) : null;
  if (match?.[1] === undefined || match[2] === undefined) {
    return value;
  }
  const unit = match[2] === '' ? 1 : units[match[2].toLowerCase()];
  return unit === undefined ? value : Math.round(Number(match[1]) * unit);
}
