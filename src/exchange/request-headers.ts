import { SEND_NOTIFICATION_ACTION } from '../soap/namespaces.ts';

/** The headers of Exchange's own requests: the action without quotes, and a known length. */
export function requestHeaders(
  bodyLength: number,
  contentType = 'text/xml; charset=utf-8',
): Readonly<Record<string, string | number>> {
  return {
    'Content-Length': bodyLength,
    Accept: 'text/xml',
    'Content-Type': contentType,
    SOAPAction: SEND_NOTIFICATION_ACTION,
    'Accept-Encoding': 'gzip',
  };
}
