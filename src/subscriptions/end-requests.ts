import type { DatabaseSync } from 'node:sqlite';

/** That the next message of a subscription is to be answered Unsubscribe. */
export interface EndRequest {
  readonly mandator: string;
  readonly subscriptionId: string;
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
}

/** Adds requests. What was asked for before stays as it is. */
export function addEndRequests(database: DatabaseSync, requests: readonly EndRequest[]): void {
  const add = database.prepare('INSERT INTO end_request VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  for (const { mandator, subscriptionId, requestedAt } of requests) {
    add.run(mandator, subscriptionId, requestedAt);
  }
}

/** Takes requests back. */
export function removeEndRequests(
  database: DatabaseSync,
  requests: readonly Pick<EndRequest, 'mandator' | 'subscriptionId'>[],
): void {
  const remove = database.prepare('DELETE FROM end_request WHERE mandator = ? AND id = ?');
  for (const { mandator, subscriptionId } of requests) {
    remove.run(mandator, subscriptionId);
  }
}

/** All requests in force. */
export function readEndRequests(database: DatabaseSync): EndRequest[] {
  return database
    .prepare('SELECT mandator, id, requested_at FROM end_request')
    .all()
    .map((row) => ({
      mandator: String(row['mandator']),
      subscriptionId: String(row['id']),
      requestedAt: Number(row['requested_at']),
    }));
}
