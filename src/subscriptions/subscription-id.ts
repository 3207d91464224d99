import { GUID_BYTES, guidText } from './guid.ts';

/**
 * What an Exchange SubscriptionId tells: observed on Exchange 2010 to 2016 and Exchange Online, documented
 * nowhere, so everything may be unknown and nothing may depend on it.
 */
export interface SubscriptionIdFacts {
  /** FQDN of the Exchange server that holds the subscription. */
  readonly exchangeServer: string | null;
  /** GUID of the subscription, lower case. */
  readonly subscription: string | null;
  /** When it was made: ISO 8601, UTC, milliseconds. */
  readonly subscribedAt: string | null;
  /** GUID of the mailbox, lower case; only newer versions carry it. */
  readonly mailbox: string | null;
}

const UNKNOWN: SubscriptionIdFacts = {
  exchangeServer: null,
  subscription: null,
  subscribedAt: null,
  mailbox: null,
};

/** Ticks (100 ns since 0001-01-01) at the Unix epoch. */
const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;

/**
 * Reads the known layout, little-endian: uint16 n; n ASCII bytes of FQDN; int32 16; GUID of the subscription;
 * int64 ticks; and optionally int32 16; GUID of the mailbox. Anything else is all unknown; never throws.
 */
export function readSubscriptionId(subscriptionId: string | null): SubscriptionIdFacts {
  if (subscriptionId === null || !/^[A-Za-z0-9+/]{40,2000}={0,2}$/.test(subscriptionId)) {
    return UNKNOWN;
  }
  const bytes = Buffer.from(subscriptionId, 'base64');
  const nameLength = bytes.readUInt16LE(0);
  const afterName = 2 + nameLength;
  const name = bytes.toString('latin1', 2, afterName);
  if (!/^[A-Za-z0-9._-]{1,255}$/.test(name) || bytes.length < afterName + 4 + GUID_BYTES) {
    return UNKNOWN;
  }
  const subscription = readGuid(bytes, afterName);
  if (subscription === null) {
    return UNKNOWN;
  }
  const afterGuid = afterName + 4 + GUID_BYTES;
  return {
    exchangeServer: name,
    subscription,
    subscribedAt: bytes.length >= afterGuid + 8 ? readTicks(bytes.readBigInt64LE(afterGuid)) : null,
    mailbox: bytes.length >= afterGuid + 8 + 4 + GUID_BYTES ? readGuid(bytes, afterGuid + 8) : null,
  };
}

/** A GUID behind its length. */
function readGuid(bytes: Buffer, offset: number): string | null {
  if (bytes.readInt32LE(offset) !== GUID_BYTES) {
    return null;
  }
  return guidText(bytes, offset + 4);
}

/** .NET DateTime ticks; the two upper bits hold the kind (UTC, local) and are no part of the time. */
function readTicks(ticks: bigint): string | null {
  const ms = Number(((ticks & 0x3fff_ffff_ffff_ffffn) - UNIX_EPOCH_TICKS) / 10_000n);
  const year = ms > 0 && ms < 8.64e15 ? new Date(ms).getUTCFullYear() : 0;
  return year >= 2005 && year < 2100 ? new Date(ms).toISOString() : null;
}
