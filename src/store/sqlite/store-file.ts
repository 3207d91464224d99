/** Name of the embedded store's file in the data folder. */
export const EMBEDDED_STORE_FILE = 'sync-notification.db';
