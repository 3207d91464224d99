import type { Answer } from './ask.ts';

/** Who answered a GET on the endpoint's address. */
export type Answerer =
  /** The page of this service. */
  | { readonly kind: 'ours' }
  /** This service, with an error of its own. */
  | { readonly kind: 'ourRefusal'; readonly status: number }
  /** WCF's page: the endpoint that this service replaces. */
  | { readonly kind: 'original' }
  /** IIS or http.sys itself; `code` with what stands behind the point where it says it: `500.19`. */
  | { readonly kind: 'iis'; readonly code: string }
  /** A proxy that cannot get through to what is behind it. */
  | { readonly kind: 'proxy'; readonly code: string; readonly server: string }
  | { readonly kind: 'redirect'; readonly code: string; readonly to: string }
  | { readonly kind: 'other'; readonly code: string; readonly title: string };

/** Our page in English, which is asked for, or in German where a cache has that. */
const OUR_PAGE = /push notifications of Microsoft Exchange|Push-Benachrichtigungen von Microsoft Exchange/;

/**
 * WCF's page by its style sheet's classes, which no language of Windows changes (HttpGetHelpPageExtension of
 * System.ServiceModel.Description.ServiceMetadataExtension, published as referencesource).
 */
const WCF_PAGE = /<TITLE>[^<]*Service<\/TITLE>[\s\S]*class="heading1"/i;

/** `HTTP Error 500.19 - Internal Server Error`, on IIS's detailed pages; in German `HTTP-Fehler 500.19`. */
const IIS_CODE = /HTTP[- ](?:Error|Fehler) (\d{3}\.\d{1,3})\b/;

/** Characters that are looked at. More, made for it, would keep the expressions busy for minutes. */
const LOOKED_AT = 32 * 1024;

/** Tells who answered, by what each of them has and the others do not. */
export function classifyAnswer({
  status,
  headers,
  body: whole,
}: Pick<Answer, 'status' | 'headers' | 'body'>): Answerer {
  const body = whole.slice(0, LOOKED_AT);
  const server = String(headers.server ?? '');
  const code = IIS_CODE.exec(body)?.[1];
  if (status === 200 && OUR_PAGE.test(body)) {
    return { kind: 'ours' };
  }
  if (status === 200 && WCF_PAGE.test(body)) {
    return { kind: 'original' };
  }
  // Every reply of the service has the header, and its refusals of a GET have no body.
  if (status >= 400 && headers['x-content-type-options'] === 'nosniff' && body === '') {
    return { kind: 'ourRefusal', status };
  }
  if (status >= 300 && status < 400 && headers.location !== undefined) {
    return { kind: 'redirect', code: String(status), to: headers.location };
  }
  if (status >= 400 && (code !== undefined || /^Microsoft-(?:IIS|HTTPAPI)\//i.test(server))) {
    return { kind: 'iis', code: code ?? String(status) };
  }
  if (status >= 502 && status <= 504) {
    return { kind: 'proxy', code: String(status), server };
  }
  return { kind: 'other', code: String(status), title: titleOf(body) };
}

function titleOf(body: string): string {
  const title = /<title[^>]*>([^<]*)</i.exec(body)?.[1] ?? '';
  return title.replaceAll(/\s+/g, ' ').trim().slice(0, 80);
}
