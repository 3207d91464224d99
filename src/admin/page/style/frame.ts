/** The page's frame: text, bar, headline, the way of a notification, footer. */
export const FRAME = `
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 4.75rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
main, footer, .bar { padding-inline: max(1rem, calc((100% - 80rem) / 2)); }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
h2 { font-size: 1.125rem; line-height: 1.3; margin: 2rem 0 0.6rem; font-weight: 600; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 600; }
ul, ol { list-style: none; }
a { color: var(--link); text-underline-offset: 0.15em; }
code, .code, .words { font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, "Liberation Mono", monospace; font-size: 0.8125rem; overflow-wrap: anywhere; }
.words { quotes: none; }
small { font-size: 0.8125rem; font-weight: 400; }
.muted { color: var(--muted); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 3; padding: 0.5rem 1rem; background: var(--card); }
.skip:focus { top: 0.5rem; }

button, input[type="search"] { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 6px; padding: 0.3rem 0.75rem; min-height: 2.125rem; }
button { background: var(--card); cursor: pointer; border-color: var(--muted); }
button:hover { background: var(--raised); }
button.danger { color: var(--trouble); border-color: var(--trouble); }
input[type="search"] { background: var(--card); min-width: 0; width: 20rem; max-width: 100%; border-color: var(--muted); }
.buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.75rem; }

.bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.25rem; padding-block: 0.45rem;
  background: var(--bar); color: var(--bar-text); font-size: 0.8125rem; }
.bar a { color: var(--bar-link); text-decoration: none; }
.bar a:hover { text-decoration: underline; }
.bar :focus-visible { outline-color: var(--bar-text); }
.product a { color: var(--bar-text); font-size: 1rem; font-weight: 600; }
.sections { display: flex; gap: 0.8rem; white-space: nowrap; }
.state { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.8rem; margin-left: auto; }
.languages { display: flex; gap: 0.6rem; }
.languages [aria-current] { font-weight: 600; }
.bar button { color: var(--bar-text); background: transparent; border-color: var(--bar-link); min-height: 0; padding: 0.05rem 0.5rem; }
.connection { position: sticky; top: 2.4rem; z-index: 2; padding: 0.5rem max(1rem, calc((100% - 80rem) / 2)); background: var(--trouble-ground); color: var(--trouble); font-weight: 600; border-bottom: 1px solid var(--trouble); }
.connection:empty { display: none; }
.notice { margin-top: 1rem; padding: 0.6rem 1rem; border: 1px solid var(--link); border-radius: 8px; background: var(--card); }

.headline { display: flex; gap: 1rem; margin-top: 1.25rem; padding: 1rem 1.25rem; border: 1px solid; border-left-width: 8px; border-radius: 10px; }
.headline.ok { background: var(--ok-ground); border-color: var(--ok); }
.headline.attention { background: var(--attention-ground); border-color: var(--attention); }
.headline.trouble { background: var(--trouble-ground); border-color: var(--trouble); }
.headline > .icon { width: 2.5rem; height: 2.5rem; flex: none; margin-top: 0.2rem; }
.headline .level { font-size: 0.8125rem; font-weight: 600; letter-spacing: 0.02em; }
.headline.ok .level { color: var(--ok); } .headline.attention .level { color: var(--attention); } .headline.trouble .level { color: var(--trouble); }
main > h1 { margin: 1.5rem 0 0.5rem; }
main > .card, main > form + p { margin-top: 0.9rem; }
h1 { font-size: 1.3125rem; line-height: 1.35; font-weight: 600; text-wrap: pretty; }
.headline h1 code { font-size: 0.875em; }
.explanation { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0.5rem 2rem; margin-top: 0.75rem; }
.explanation dt { font-weight: 600; font-size: 0.8125rem; }
.headline .explanation dt { color: inherit; }
.problems h2 { margin-top: 1.25rem; }
.problems ul { display: grid; gap: 0.5rem; margin-top: 0.75rem; }
.problems li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem 1rem; }
.problems .explanation { padding: 0 0 0.4rem 1.25rem; }

.icon { width: 1em; height: 1em; flex: none; vertical-align: -0.1em; fill: none; stroke: none; }
.icon > :first-child { fill: currentColor; }
.icon > :last-child { stroke: var(--card); stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.icon.ok { color: var(--ok); } .icon.attention { color: var(--attention); } .icon.trouble { color: var(--trouble); } .icon.advice { color: var(--advice); }
.badge { display: inline-flex; align-items: center; gap: 0.35em; font-weight: 600; font-size: 0.8125rem; white-space: nowrap; }
.badge.ok { color: var(--ok); } .badge.attention { color: var(--attention); } .badge.trouble { color: var(--trouble); } .badge.advice { color: var(--advice); }
.tag { display: inline-block; padding: 0 0.5em; border: 1px solid var(--line); border-radius: 999px; background: var(--raised); font-size: 0.75rem; font-weight: 500; white-space: nowrap; }

.path { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1.75rem; margin-top: 1.25rem; }
.path li { position: relative; display: flex; flex-direction: column; padding: 0.75rem 1rem; background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--ok); border-radius: 8px; }
.path li.attention { border-top-color: var(--attention); } .path li.trouble { border-top-color: var(--trouble); background: var(--trouble-ground); } .path li.advice { border-top-color: var(--advice); }
.path li + li::before { content: ""; position: absolute; left: -1.2rem; top: 50%; width: 0.6rem; height: 0.6rem; border: solid var(--muted); border-width: 2px 2px 0 0; transform: translateY(-50%) rotate(45deg); }
.path h2 { margin: 0; font-size: 0.8125rem; font-weight: 600; }
.path .main { font-size: 1.375rem; line-height: 1.3; font-weight: 600; }
.path .muted { font-size: 0.8125rem; flex: 1; line-height: 1.25; padding: 0.15rem 0 0.6rem; }
.path li.trouble .muted { color: var(--text); }

footer { margin-top: 2.5rem; padding-block: 1.25rem 2rem; border-top: 1px solid var(--line); background: var(--raised); font-size: 0.8125rem; }
footer dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0.4rem 2rem; margin-bottom: 0.75rem; }
footer dt { color: var(--muted); }
footer dd { overflow-wrap: anywhere; }
footer p a { margin-left: 0.75rem; }
`;
