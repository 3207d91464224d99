import { COLOURS } from './colours.ts';
import { FRAME } from './frame.ts';
import { MEDIA } from './media.ts';
import { PARTS } from './parts.ts';

/** The style sheet of the status page. Fonts are the system's; nothing is fetched from elsewhere. */
export const PAGE_STYLE = [COLOURS, FRAME, PARTS, MEDIA].join('');
