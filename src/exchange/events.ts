import type { EventKind } from '../mapping/events.ts';
import { OBJECT_TYPE, changeKey, folderId, itemId } from './opaque-ids.ts';
import type { Random } from './random.ts';

/** An item's or a folder's `Id` and `ChangeKey`. */
export interface ObjectId {
  readonly id: string;
  readonly changeKey: string;
}

/** One event, as it is written. A StatusEvent has nothing but its watermark. */
export interface PushEvent {
  readonly kind: EventKind;
  readonly watermark: string;
  /** UTC, whole seconds: `2020-12-03T11:03:50Z`. */
  readonly timeStamp: string | null;
  /** What `object` and `oldObject` are, which decides the names of their elements. */
  readonly target: 'Item' | 'Folder' | null;
  readonly object: ObjectId | null;
  readonly parent: ObjectId | null;
  /** Where it was before; moved and copied events only. */
  readonly oldObject: ObjectId | null;
  readonly oldParent: ObjectId | null;
  /** Some modified folders only. */
  readonly unreadCount: number | null;
}

const WITH_FOLDERS: ReadonlySet<EventKind> = new Set([
  'CopiedEvent',
  'CreatedEvent',
  'DeletedEvent',
  'ModifiedEvent',
  'MovedEvent',
]);
const WITH_OLD: ReadonlySet<EventKind> = new Set(['CopiedEvent', 'MovedEvent']);

/**
 * The events of one mailbox: items come and go in its calendar, folders below its root. No two events concern
 * the same item.
 * @param mailbox the mailbox's GUID
 */
export function createEventMaker(random: Random, mailbox: string) {
  const store = { mailbox, provider: storeGuid(random), replica: storeGuid(random) };
  const rootFolder = 0x108n;
  const calendarFolder = 0x10dn;
  // Steps of two from an odd start: a number ending in a zero byte would shorten the compressed id.
  let lastItem = 0x0002_0000_0001n + BigInt(random.below(0x8000_0000)) * 2n;
  let lastFolder = 0x0200n + BigInt(random.below(0x4000));

  const newItem = (objectType: number): ObjectId => {
    lastItem += 2n;
    const id = itemId({ ...store, folder: calendarFolder, item: lastItem });
    return { id, changeKey: changeKey(objectType) };
  };
  const newFolder = (): ObjectId => {
    lastFolder += 1n;
    return folder(lastFolder, OBJECT_TYPE.folder);
  };
  const folder = (number: bigint, objectType: number): ObjectId => ({
    id: folderId({ ...store, folder: number }),
    changeKey: changeKey(objectType),
  });
  const root = folder(rootFolder, OBJECT_TYPE.folder);
  const calendar = folder(calendarFolder, OBJECT_TYPE.calendarFolder);

  return (kind: EventKind, watermark: string, at: Date): PushEvent => {
    const nothing = { object: null, parent: null, oldObject: null, oldParent: null, unreadCount: null };
    if (kind === 'StatusEvent') {
      return { kind, watermark, timeStamp: null, target: null, ...nothing };
    }
    // One in four, of the kinds that folders know: a changed item changes its folder now and then.
    const ofFolder = WITH_FOLDERS.has(kind) && random.below(4) === 0;
    const create = ofFolder
      ? newFolder
      : () => newItem(kind === 'NewMailEvent' ? OBJECT_TYPE.message : OBJECT_TYPE.calendarItem);
    const hasOld = WITH_OLD.has(kind);
    return {
      kind,
      watermark,
      timeStamp: at.toISOString().replace(/\.\d+Z$/, 'Z'),
      target: ofFolder ? 'Folder' : 'Item',
      object: create(),
      parent: ofFolder ? root : calendar,
      oldObject: hasOld ? create() : null,
      oldParent: hasOld ? (ofFolder ? root : newFolder()) : null,
      unreadCount: ofFolder && kind === 'ModifiedEvent' && random.below(2) === 0 ? random.below(100) : null,
    };
  };
}

/** A GUID without a zero byte at either end, which would merge with the zeros beside it and shorten the id. */
function storeGuid(random: Random): string {
  for (;;) {
    const guid = random.guid();
    if (guid.slice(6, 8) !== '00' && !guid.endsWith('00')) {
      return guid;
    }
  }
}
