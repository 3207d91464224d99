import { followService } from './browser/follow-service.ts';
import { mergeChildren, mergeElement } from './browser/merge.ts';

/**
 * The page's script: functions of this program as they are written, without what TypeScript adds to them. So they are
 * checked and linted like all others, and there is no build step. Each has to do with what the browser has and with
 * the others of this list.
 */
export const PAGE_SCRIPT = `'use strict';
(() => {
${[mergeChildren, mergeElement, followService].map(String).join('\n')}
followService();
})();
`;
