import { NS } from '../soap/namespaces.ts';

/** The prefixes that mapping expressions may use, whatever prefixes a message uses itself. */
export const NAMESPACES = { s: NS.soap11, m: NS.messages, t: NS.types } as const;
