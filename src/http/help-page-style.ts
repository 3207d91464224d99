import { createHash } from 'node:crypto';

/** The help page's style sheet: the heading bar of WCF's page, for today's screens. Written into the page. */
export const HELP_PAGE_STYLE = `
:root { color-scheme: light dark; --bar: #003366; --bar-text: #ffffff; --page: #ffffff; --text: #1f2328;
  --link: #0b57a4; --code: #eef1f5; --line: #d5dbe3; }
@media (prefers-color-scheme: dark) { :root { --bar: #0d2f55; --bar-text: #f2f6fb; --page: #15181c;
  --text: #dde2e8; --link: #8ab8ee; --code: #20252b; --line: #343b44; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.55 Verdana, "Segoe UI", system-ui, sans-serif; }
header { background: var(--bar); color: var(--bar-text); padding: 0.9rem 1.5rem; }
h1 { margin: 0; font-size: 1.5rem; font-weight: 400; line-height: 1.3; }
main { max-width: 48rem; padding: 0.75rem 1.5rem; }
p { margin: 0.75rem 0; }
a { color: var(--link); }
pre, a { overflow-wrap: anywhere; }
pre { margin: 0.75rem 0; padding: 0.75rem 1rem; background: var(--code); border: 1px solid var(--line);
  border-radius: 4px; white-space: pre-wrap; font: 0.875rem/1.5 Consolas, Menlo, monospace; }
`;

const styleHash = createHash('sha256').update(HELP_PAGE_STYLE).digest('base64');

/**
 * Value of the header Content-Security-Policy for the help page: its own style sheet by hash, the empty icon
 * that keeps browsers from asking for `/favicon.ico`, and nothing else.
 */
export const HELP_PAGE_CSP = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
