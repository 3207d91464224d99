/** The event elements of a Notification, all in the types namespace (EWS schema; [MS-OXWSPSNTIF]). */
export const EVENT_KINDS = [
  'CopiedEvent',
  'CreatedEvent',
  'DeletedEvent',
  'ModifiedEvent',
  'MovedEvent',
  'NewMailEvent',
  'StatusEvent',
  'FreeBusyChangedEvent',
] as const;

/** What can become a row: an event, or a response message that carries none because something went wrong. */
export const ROW_KINDS = [...EVENT_KINDS, 'Error', 'Warning'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];
export type RowKind = (typeof ROW_KINDS)[number];

const kinds = new Set<string>(EVENT_KINDS);

/** Whether a local name is that of an event. */
export function isEventKind(localName: string): localName is EventKind {
  return kinds.has(localName);
}
