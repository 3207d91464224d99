/** Bytes from the start of a plain id up to the end of the mailbox's GUID: type, length, 36 characters. */
const HEAD = 1 + 2 + 36;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Storage types whose ids begin with the mailbox's GUID: MailboxItemMailboxGuidBased, ConversationIdMailboxGuidBased. */
const BY_MAILBOX_GUID: ReadonlySet<number | undefined> = new Set([3, 4]);

/**
 * The GUID of the mailbox that an item's or folder's id begins with, lower case; null where it does not
 * ([MS-OXWSITEMID]: a byte that tells whether the rest is run-length compressed, the storage type, a counted GUID).
 * Other senders have ids of their own: never throws.
 */
export function mailboxOfItemId(id: string | null): string | null {
  if (id === null || id.length < 56 || id.length > 2048) {
    return null;
  }
  const bytes = Buffer.from(id, 'base64');
  const body = bytes.subarray(1);
  const head = bytes[0] === 1 ? expandRuns(body, HEAD) : bytes[0] === 0 ? body.subarray(0, HEAD) : null;
  if (head === null || head.length < HEAD || !BY_MAILBOX_GUID.has(head[0]) || head.readUInt16LE(1) !== 36) {
    return null;
  }
  const guid = head.toString('latin1', 3, HEAD);
  return GUID.test(guid) ? guid.toLowerCase() : null;
}

/** Undoes the run-length compression: behind two equal bytes stands how many more of them follow. */
function expandRuns(bytes: Uint8Array, limit: number): Buffer {
  const out: number[] = [];
  for (let index = 0; index < bytes.length && out.length < limit; index++) {
    const byte = bytes[index] ?? 0;
    out.push(byte);
    if (bytes[index + 1] === byte) {
      const more = bytes[index + 2] ?? 0;
      out.push(...new Array<number>(more + 1).fill(byte));
      index += 2;
    }
  }
  return Buffer.from(out.slice(0, limit));
}
