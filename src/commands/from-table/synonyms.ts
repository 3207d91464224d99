import type { Context } from '../../mapping/variables.ts';

/** What kind of column can hold a value. */
export type ValueFamily = 'text' | 'id' | 'time' | 'number' | 'flag' | 'guid';

/** A value of a message, and the names that columns for it have. */
export interface KnownValue {
  readonly context: Context;
  /** The expression. */
  readonly value: string;
  /** An expression that answers something else than NULL where the value is absent; null where there is none. */
  readonly neverNull: string | null;
  readonly family: ValueFamily;
  /** Whether it tells one event from another, and is the same when the event is sent again. */
  readonly identifies: boolean;
  /** Characters that a column should have room for; 0 where that does not matter. */
  readonly usualLength: number;
  /** Names in lower case without anything but letters and digits; umlauts written out. */
  readonly names: readonly string[];
}

type Part = Pick<KnownValue, 'context' | 'value'> &
  Partial<Omit<KnownValue, 'names'>> & {
    /** Separated by blanks. */
    readonly names: string;
  };

function known({ context, value, names, ...rest }: Part): KnownValue {
  const neverNull = value === '$mandator' || value === '$eventType' ? value : `string(${value})`;
  return {
    context,
    value,
    neverNull,
    family: 'text',
    identifies: false,
    usualLength: 0,
    ...rest,
    names: names.split(' '),
  };
}

/** Ids are about 150 to 200 characters long, and longer in archives and public folders. */
const ID_LENGTH = 200;
const CHANGE_KEY_LENGTH = 60;

function idValues(element: string, ids: string, keys: string): KnownValue[] {
  const common = { context: 'event', family: 'id', identifies: true } as const;
  return [
    known({ ...common, value: `t:${element}/@Id`, usualLength: ID_LENGTH, names: ids }),
    known({ ...common, value: `t:${element}/@ChangeKey`, usualLength: CHANGE_KEY_LENGTH, names: keys }),
  ];
}

/** Everything that a column is looked for, English and German names. A name stands with one value only. */
export const KNOWN_VALUES: readonly KnownValue[] = [
  known({
    context: 'envelope',
    value: '$mandator',
    identifies: true,
    names: 'mandator mandatorname mandant mandantname mandantenname tenant tenantname',
  }),
  known({
    context: 'envelope',
    value: '$receivedAt',
    neverNull: '$receivedAt',
    family: 'time',
    names:
      'receivedat received receivedon receiveddate receivedtime receivedutc receivedatutc ' +
      'created createdat createdon createddate createdate createdutc creationdate creationtime ' +
      'datecreated inserted insertedat insertedon insertdate dateinserted empfangen empfangenam ' +
      'empfangsdatum empfangszeit eingang eingangam eingangsdatum eingangszeit eingegangenam ' +
      'erstellt erstelltam erstelldatum erstellungsdatum erfasst erfasstam angelegtam ' +
      'eingefuegtam',
  }),
  known({
    context: 'envelope',
    value: '$remoteAddress',
    names: 'remoteaddress clientaddress clientip senderip ipaddress ipadresse',
  }),
  known({
    context: 'envelope',
    value: '$requestId',
    neverNull: '$requestId',
    names: 'requestid anfrageid',
  }),
  known({
    context: 'envelope',
    value: 's:Header/t:RequestServerVersion/@Version',
    names: 'serverversion requestserverversion exchangeversion',
  }),
  known({
    context: 'message',
    value: '$subscriptionId',
    family: 'id',
    identifies: true,
    usualLength: ID_LENGTH,
    names: 'subscriptionid subscription subscriptionkey abonnement abonnementid abo aboid',
  }),
  known({
    context: 'message',
    value: '$mailbox',
    neverNull: null,
    family: 'guid',
    names: 'mailbox mailboxid mailboxguid postfach postfachid postfachguid',
  }),
  known({ context: 'message', value: '$exchangeServer', names: 'exchangeserver exchangeservername' }),
  known({
    context: 'message',
    value: '$subscribedAt',
    neverNull: null,
    family: 'time',
    names: 'subscribedat subscribedon abonniertam',
  }),
  known({
    context: 'message',
    value: '@ResponseClass',
    identifies: true,
    names: 'responseclass antwortklasse',
  }),
  known({
    context: 'message',
    value: 'm:ResponseCode',
    identifies: true,
    names: 'responsecode antwortcode errorcode fehlercode',
  }),
  known({
    context: 'message',
    value: 'm:MessageText',
    names: 'messagetext errormessage errortext fehlertext fehlermeldung meldung meldungstext',
  }),
  known({
    context: 'notification',
    value: 't:PreviousWatermark',
    family: 'id',
    usualLength: CHANGE_KEY_LENGTH,
    names: 'previouswatermark prevwatermark oldwatermark vorherigewatermark vorherigeswatermark',
  }),
  known({
    context: 'notification',
    value: 't:MoreEvents',
    neverNull: 't:MoreEvents = "true" or t:MoreEvents = "1"',
    family: 'flag',
    names: 'moreevents hasmoreevents weitereereignisse weitereevents',
  }),
  known({
    context: 'event',
    value: '$eventType',
    identifies: true,
    usualLength: 'FreeBusyChangedEvent'.length,
    names:
      'eventtype eventkind eventname event notificationtype changetype type kind typ ereignis ' +
      'ereignistyp ereignisart eventtyp eventart aenderungsart',
  }),
  known({
    context: 'event',
    value: 't:Watermark',
    neverNull: 't:Watermark',
    family: 'id',
    identifies: true,
    usualLength: CHANGE_KEY_LENGTH,
    names: 'watermark eventwatermark newwatermark currentwatermark wasserzeichen wasserzeichenid',
  }),
  known({
    context: 'event',
    value: 't:TimeStamp',
    neverNull: 't:TimeStamp',
    family: 'time',
    identifies: true,
    names:
      'timestamp timestamputc eventtimestamp eventtime eventdate eventutc occurredat ' +
      'zeitstempel zeitpunkt ereigniszeit ereignisdatum ereigniszeitpunkt',
  }),
  known({
    context: 'event',
    value: 't:UnreadCount',
    neverNull: 'sum(t:UnreadCount)',
    family: 'number',
    identifies: true,
    names: 'unreadcount unread ungelesen anzahlungelesen anzahlungelesene',
  }),
  ...idValues(
    'ItemId',
    'itemid item entryid ewsid uniqueid exchangeid objectid appointmentid elementid objektid eintragid eintrag terminid',
    'itemchangekey changekey aenderungsschluessel',
  ),
  ...idValues('FolderId', 'folderid folder ordnerid ordner', 'folderchangekey ordnerchangekey'),
  ...idValues(
    'ParentFolderId',
    'parentfolderid parentfolder elternordner elternordnerid uebergeordneterordner',
    'parentfolderchangekey parentchangekey',
  ),
  ...idValues('OldItemId', 'olditemid olditem previousitemid alteitemid alteelementid', 'olditemchangekey'),
  ...idValues('OldFolderId', 'oldfolderid oldfolder alteordnerid alterordner', 'oldfolderchangekey'),
  ...idValues(
    'OldParentFolderId',
    'oldparentfolderid oldparentfolder alteelternordnerid alterelternordner',
    'oldparentfolderchangekey',
  ),
];

const byName = new Map(KNOWN_VALUES.flatMap((value) => value.names.map((name) => [name, value] as const)));

/** What tables put before the names of their columns. */
const PREFIX = /^(exchange|exch|ews|notification|notif|sync|fld|str|col)(?=.)/;

/** The value that a column's name speaks of; null where it says nothing known. */
export function valueByName(column: string): KnownValue | null {
  return byName.get(plainColumnName(column)) ?? null;
}

/** A column's name as the lists above have it, without a prefix where only that makes it known. */
export function plainColumnName(column: string): string {
  const name = column
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return byName.has(name) ? name : name.replace(PREFIX, '');
}
