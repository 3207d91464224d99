import { z } from 'zod';
import builtIn from './exchange-online-ranges.json' with { type: 'json' };
import { formatNetwork, parseNetwork, type Network } from './network.ts';

/** Networks that Exchange Online sends from, as Microsoft published them at some time. */
export interface Ranges {
  /** When the list was had from Microsoft: a date or a time, ISO 8601. */
  readonly retrieved: string;
  /** Where it comes from. */
  readonly source: string;
  readonly networks: readonly Network[];
}

/** Number of the endpoint set that is called Exchange Online. */
const ENDPOINT_SET = 1;

/** A list outside of this is no list of Exchange Online, which had 27 networks in 2026 and 40 before. */
const FEWEST_NETWORKS = 5;
const MOST_NETWORKS = 500;

/** Shortest prefixes believed; the shortest published are 13 and 36 bits long. */
const SHORTEST_PREFIX = { ipv4: 9, ipv6: 24 } as const;

const savedFile = z.object({
  endpointSet: z.literal(ENDPOINT_SET),
  retrieved: z.iso.datetime().or(z.iso.date()),
  source: z.string().max(500),
  networks: z.array(z.string()),
});

const webService = z.array(
  z.object({ id: z.int(), serviceArea: z.string().optional(), ips: z.array(z.string()).optional() }),
);

/** The list that comes with the product. */
export function builtInRanges(): Ranges {
  return parseRanges(builtIn, builtIn);
}

/**
 * Reads what Microsoft's endpoint web service answers (an array of endpoint sets), or a list that was saved before.
 * @param json parsed JSON of either
 * @param had when and where it was had from; a saved list says so itself
 * @throws Error with a sentence where it is neither, or no plausible list of Exchange Online
 */
export function parseRanges(
  json: unknown,
  had: { readonly retrieved: string; readonly source: string },
): Ranges {
  const saved = savedFile.safeParse(json);
  if (saved.success) {
    const { retrieved, source, networks } = saved.data;
    return { retrieved, source, networks: assertPlausible(networks) };
  }
  const sets = webService.safeParse(json);
  if (!sets.success) {
    throw new Error(
      "it is neither what Microsoft's endpoint web service answers (a JSON array of endpoint sets) nor a saved list",
    );
  }
  const set = sets.data.find(({ id }) => id === ENDPOINT_SET);
  if (set?.ips === undefined || set.serviceArea !== 'Exchange') {
    throw new Error(`it has no endpoint set ${ENDPOINT_SET} of the service area Exchange with addresses`);
  }
  return { retrieved: had.retrieved, source: had.source, networks: assertPlausible(set.ips) };
}

/** Who could be let in by a wrong list is everybody: so it is checked before it counts. */
function assertPlausible(texts: readonly string[]): Network[] {
  if (texts.length < FEWEST_NETWORKS || texts.length > MOST_NETWORKS) {
    throw new Error(
      `it has ${texts.length} networks; from ${FEWEST_NETWORKS} to ${MOST_NETWORKS} would be plausible`,
    );
  }
  const networks = new Map<string, Network>();
  for (const text of texts) {
    const network = parseNetwork(text);
    if (network === null) {
      throw new Error(`${JSON.stringify(text.slice(0, 60))} is no network`);
    }
    const { address, prefix } = network;
    if (prefix < SHORTEST_PREFIX[address.kind()] || address.range() !== 'unicast') {
      throw new Error(`${formatNetwork(network)} is no plausible network of Exchange Online`);
    }
    networks.set(formatNetwork(network), network);
  }
  return [...networks.values()];
}

/** A list as it is saved. */
export function formatRanges({ retrieved, source, networks }: Ranges): string {
  const saved = { endpointSet: ENDPOINT_SET, retrieved, source, networks: networks.map(formatNetwork) };
  return `${JSON.stringify(saved, null, 2)}\n`;
}

/** What a list has and another one has not, both ways. */
export function compareRanges(from: Ranges, to: Ranges): { added: string[]; removed: string[] } {
  const before = new Set(from.networks.map(formatNetwork));
  const after = new Set(to.networks.map(formatNetwork));
  return {
    added: [...after].filter((network) => !before.has(network)),
    removed: [...before].filter((network) => !after.has(network)),
  };
}
