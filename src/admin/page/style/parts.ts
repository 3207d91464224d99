/** Cards, charts and tables. */
export const PARTS = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem 1rem; min-width: 0; }
form + .cards, p + form { margin-top: 0.6rem; }
.gravest { margin-top: 1rem; }
.gravest .explanation { margin: 0; font-size: inherit; }
.card .explanation > div { display: block; padding: 0; }
.card .explanation dt { color: inherit; }
.card + .card { margin-top: 0.75rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 0.75rem; margin-top: 0.75rem; align-items: start; }
.cards .card { margin: 0; }
.card h3 { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.6rem; overflow-wrap: anywhere; }
.card h3 .badge { margin-left: auto; }
.card dl { margin-top: 0.5rem; font-size: 0.875rem; }
.card dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0.75rem; padding: 0.2rem 0; }
.card dt { color: var(--muted); }
.card dd { min-width: 0; overflow-wrap: anywhere; }
.empty { color: var(--muted); }
summary { cursor: pointer; }
details.card { padding: 0.5rem 1rem; }
details.card + details.card { margin-top: 0.4rem; }
details.card > .scroll { margin: 0.5rem 0 0.25rem; }
#settings td:nth-child(2) { white-space: normal; overflow-wrap: anywhere; min-width: 10rem; }
#settings > p { margin-bottom: 0.6rem; }
#selftest article { margin-top: 0.75rem; }
#selftest article .scroll { margin-top: 0.5rem; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 0.75rem; }
.charts .card { margin: 0; padding: 0.75rem 0.9rem; }
figcaption { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.6rem; margin-bottom: 0.4rem; }
figcaption .muted { font-size: 0.8125rem; }
.chart > svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart > svg text { font-size: 10.5px; fill: var(--muted); }
.chart .value { text-anchor: end; }
.chart .time, .chart .nothing { text-anchor: middle; }
.chart > svg .nothing { font-size: 12px; }
.grid, .axis { fill: none; stroke: var(--line); stroke-width: 1; }
.axis { stroke: var(--muted); }
.unknown { fill: var(--unknown); }
.bar.stored { fill: var(--stored); } pattern .refused { fill: var(--refused); } pattern .failed { fill: var(--failed); }
.stripe { stroke: var(--stripe); stroke-width: 0.8; fill: none; }
.area { fill: var(--area); }
.line { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.line.median { stroke: var(--median); } .line.p95 { stroke: var(--p95); stroke-width: 1.5; stroke-dasharray: 4 2.5; stroke-linecap: butt; }
.hit rect { fill: transparent; }
.defs { position: absolute; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin: 0.4rem 0 0.3rem; font-size: 0.8125rem; }
.swatch { width: 18px; height: 10px; }
.chart details { font-size: 0.8125rem; }
.chart summary { color: var(--muted); }

.tools { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1.5rem; margin-bottom: 0.6rem; }
.search { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.6rem; }
.pages { display: flex; gap: 1.25rem; justify-content: flex-end; margin-top: 0.6rem; font-size: 0.875rem; }
.scroll { overflow: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.scroll.tall { max-height: 30rem; }
.chart .scroll.tall { max-height: 14rem; margin-top: 0.4rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.8125rem; line-height: 1.4; }
td code, td.code { font-size: 0.75rem; line-height: inherit; }
th { position: sticky; top: 0; z-index: 1; background: var(--raised); text-align: left; font-weight: 600; white-space: nowrap; box-shadow: inset 0 -1px var(--line); }
th a { color: inherit; text-decoration-color: var(--muted); }
th, td { padding: 0.28rem 0.6rem; vertical-align: top; }
td { border-top: 1px solid var(--line); }
tbody tr:first-child td { border-top: 0; }
tbody tr:hover { background: var(--raised); }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
time, td { font-variant-numeric: tabular-nums; }
td.code, td time { white-space: nowrap; }
td:first-child { white-space: nowrap; }
td small { line-height: 1.3; }
`;
