/** Where an expression is evaluated: at the SOAP Envelope, a SendNotificationResponseMessage, a Notification, an event. */
export const CONTEXTS = ['envelope', 'message', 'notification', 'event'] as const;
export type Context = (typeof CONTEXTS)[number];

/** The variables an expression may use, and the outermost context at which each is known. */
export const VARIABLES = {
  mandator: 'envelope',
  receivedAt: 'envelope',
  remoteAddress: 'envelope',
  requestId: 'envelope',
  subscriptionId: 'message',
  exchangeServer: 'message',
  mailbox: 'message',
  subscribedAt: 'message',
  eventType: 'event',
} as const satisfies Record<string, Context>;

export type VariableName = keyof typeof VARIABLES;

/** Values of the variables at one point of a message. What is not known is null and becomes NULL. */
export type Variables = Record<VariableName, string | null>;

/** Whether a name is that of a variable. */
export function isVariable(name: string): name is VariableName {
  return Object.hasOwn(VARIABLES, name);
}

/** Whether something known at `known` can be used at `used`: contexts further in see what is further out. */
export function isVisibleAt(known: Context, used: Context): boolean {
  return CONTEXTS.indexOf(known) <= CONTEXTS.indexOf(used);
}
