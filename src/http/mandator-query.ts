/**
 * The mandator's name in a query: a bare name, `?Default`, as ROOMS registers it at Exchange. Some proxies write
 * `?Default=` when they pass it on, and a query may go on after `&`.
 * @param query the query as received, without `?`
 * @returns null where no mandator is named; a name that no mandator can have where it is not decodable
 */
export function mandatorFromQuery(query: string): string | null {
  const end = query.indexOf('&');
  const token = (end < 0 ? query : query.slice(0, end)).replace(/=$/, '');
  if (token === '') {
    return null;
  }
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
