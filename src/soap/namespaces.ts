/** Namespaces of the push message ([MS-OXWSPSNTIF], SOAP 1.1) and of the faults WCF answers with. */
export const NS = {
  soap11: 'http://schemas.xmlsoap.org/soap/envelope/',
  soap12: 'http://www.w3.org/2003/05/soap-envelope',
  messages: 'http://schemas.microsoft.com/exchange/services/2006/messages',
  types: 'http://schemas.microsoft.com/exchange/services/2006/types',
  addressingNone: 'http://schemas.microsoft.com/ws/2005/05/addressing/none',
  wcfDispatcher: 'http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher',
} as const;

/** SOAPAction of the one operation of the contract. */
export const SEND_NOTIFICATION_ACTION =
  'http://schemas.microsoft.com/exchange/services/2006/messages/SendNotification';
