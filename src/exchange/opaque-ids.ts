import { compressRuns } from './run-length.ts';

/** .NET ticks (100 ns since the year 1) of 1970-01-01T00:00:00Z. */
const TICKS_OF_UNIX_EPOCH = 621_355_968_000_000_000n;

/** The types of store objects as the samples show them in change keys. */
export const OBJECT_TYPE = { folder: 1, calendarFolder: 2, message: 9, calendarItem: 15 } as const;

/** What a SubscriptionId says. GUIDs are text. */
export interface SubscriptionFacts {
  /** Fully qualified name of the Exchange server. ASCII. */
  readonly server: string;
  readonly subscription: string;
  readonly created: Date;
  /** null writes the shorter form of Exchange 2013 and older, which names no mailbox. */
  readonly mailbox: string | null;
}

/** Where a folder is: its mailbox, the store's two GUIDs and the folder's number in the store (48 bits). */
export interface FolderFacts {
  readonly mailbox: string;
  readonly provider: string;
  readonly replica: string;
  readonly folder: bigint;
}

/** Where an item is: its folder and the item's number in the store (48 bits). */
export interface ItemFacts extends FolderFacts {
  readonly item: bigint;
}

/**
 * Server name, subscription, time and mailbox, each counted part with its length before it; all little-endian.
 * Observed, not documented.
 */
export function subscriptionId(facts: SubscriptionFacts): string {
  const server = Buffer.from(facts.server, 'ascii');
  const parts = [uint16(server.length), server, int32(16), guidBytes(facts.subscription)];
  parts.push(int64(BigInt(facts.created.getTime()) * 10_000n + TICKS_OF_UNIX_EPOCH));
  if (facts.mailbox !== null) {
    parts.push(int32(16), guidBytes(facts.mailbox));
  }
  return Buffer.concat(parts).toString('base64');
}

/**
 * 29 bytes: version 1, the database's GUID, its event counter, and a byte that is 0 in the watermark a
 * subscription starts with and 1 in those of events. Observed, not documented.
 */
export function watermark(database: string, counter: bigint, ofEvent: boolean): string {
  return Buffer.concat([int32(1), guidBytes(database), int64(counter), Buffer.of(ofEvent ? 1 : 0)]).toString(
    'base64',
  );
}

/** The id of a folder ([MS-OXWSITEMID]), usually 116 or 120 characters. */
export function folderId(facts: FolderFacts): string {
  return storeId(facts.mailbox, Buffer.concat([entryHead(0x0001, facts), Buffer.alloc(2)]));
}

/** The id of an item ([MS-OXWSITEMID]), usually 152 characters. */
export function itemId(facts: ItemFacts): string {
  const item = Buffer.concat([guidBytes(facts.replica), counter48(facts.item)]);
  return storeId(
    facts.mailbox,
    Buffer.concat([entryHead(0x0007, facts), Buffer.alloc(2), item, Buffer.alloc(2)]),
  );
}

/** The change key of a notification: no more than the type of the object, see `OBJECT_TYPE`. */
export function changeKey(objectType: number): string {
  return int32(objectType).toString('base64');
}

/** The 16 bytes of a GUID as Windows stores them: the first three groups little-endian. */
export function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/** MAPI's entry id up to the folder's number: flags, provider, type, and the folder's global id. */
function entryHead(entryType: number, { provider, replica, folder }: FolderFacts): Buffer {
  return Buffer.concat([
    int32(0),
    guidBytes(provider),
    uint16(entryType),
    guidBytes(replica),
    counter48(folder),
  ]);
}

/** Wraps an entry id: compression, storage type 3 (by mailbox GUID), mailbox, no instruction, entry id. */
function storeId(mailbox: string, entryId: Buffer): string {
  const guid = Buffer.from(mailbox, 'ascii');
  const plain = Buffer.concat([
    Buffer.of(3),
    uint16(guid.length),
    guid,
    Buffer.of(0),
    uint16(entryId.length),
    entryId,
  ]);
  const compressed = compressRuns(plain);
  const shorter = compressed.length < plain.length;
  return Buffer.concat([Buffer.of(shorter ? 1 : 0), shorter ? compressed : plain]).toString('base64');
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

/** MAPI's global counter: 48 bits, big-endian. */
function counter48(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes.subarray(2);
}
