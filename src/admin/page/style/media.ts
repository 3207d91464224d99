/** Narrow screens, paper, and those who need more contrast or less motion. */
export const MEDIA = `
@media (max-width: 64rem) {
  .sections { display: none; }
  .path { grid-template-columns: repeat(2, 1fr); gap: 0.75rem; }
  .path li + li::before { display: none; }
}
@media (max-width: 40rem) {
  .bar { position: static; }
  .connection { top: 0; }
  .state { margin-left: 0; }
  .headline { padding: 0.8rem 0.9rem; gap: 0.7rem; }
  .headline > .icon { width: 1.75rem; height: 1.75rem; }
  h1 { font-size: 1.125rem; }
  .path li { padding: 0.55rem 0.7rem; }
  .path .main { font-size: 1.125rem; }
  .card dl > div { grid-template-columns: 7rem 1fr; }
  .cards-when-narrow thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards-when-narrow table, .cards-when-narrow tbody, .cards-when-narrow tr { display: block; }
  .scroll.cards-when-narrow { max-height: 75vh; }
  .cards-when-narrow tr { padding: 0.45rem 0.75rem; border-top: 1px solid var(--line); }
  .cards-when-narrow tr:first-child { border-top: 0; }
  .cards-when-narrow td { display: grid; grid-template-columns: 7rem 1fr; gap: 0 0.75rem; border: 0; padding: 0.1rem 0; text-align: left; white-space: normal; }
  .cards-when-narrow td::before { content: attr(data-label); color: var(--muted); font-family: system-ui, sans-serif; font-size: 0.8125rem; grid-row: 1 / span 9; }
  .cards-when-narrow td > * { grid-column: 2; }
  .cards-when-narrow td > br { display: none; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --raised: #fff; --bar: #fff; --bar-text: #000; --bar-link: #000; }
  body { font-size: 9pt; }
  .bar, .connection { position: static; padding-inline: 0; }
  .sections, .languages, .skip, #pause, .search, .pages, form, .chart details, #selftest { display: none; }
  main, footer { padding-inline: 0; }
  .scroll, .scroll.tall { max-height: none; overflow: visible; }
  .card, .headline, tr, .path li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
@media (forced-colors: active) {
  .icon, .bar, .area, .line, .swatch { forced-color-adjust: none; }
}
`;
