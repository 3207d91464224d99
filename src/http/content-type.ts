/** What a Content-Type says, as far as it matters here. */
export interface ContentType {
  /** Lower case, without parameters. */
  readonly mediaType: string;
  readonly charset: string | null;
}

/** Reads a Content-Type. Never throws: what is no content type at all is one that nobody expects. */
export function readContentType(header: string): ContentType {
  const end = header.indexOf(';');
  const mediaType = (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  const parameters = end < 0 ? '' : header.slice(end);
  const match = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(parameters);
  return { mediaType, charset: match?.[1] ?? match?.[2] ?? null };
}
