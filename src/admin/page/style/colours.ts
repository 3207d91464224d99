/** Colours of both schemes; each text colour has a contrast of at least 4.5 with the grounds it stands on. */
export const COLOURS = `
:root { color-scheme: light dark;
  --ground: #f4f6f8; --card: #ffffff; --raised: #eef1f5; --text: #1b2027; --muted: #57606a; --line: #d5dbe2;
  --link: #0b57b0; --focus: #0b57b0; --bar: #12304f; --bar-text: #f3f7fb; --bar-link: #cfe3f7;
  --ok: #17703a; --ok-ground: #e6f4ea; --attention: #835500; --attention-ground: #fdf1d6;
  --trouble: #b3161f; --trouble-ground: #fdeaea; --advice: #3a5a82; --advice-ground: #e9eff7;
  --stored: #3f7fbf; --refused: #c58a12; --failed: #cf222e; --stripe: #ffffff; --area: #8a63b8;
  --median: #0b57b0; --p95: #b0530b; --unknown: #e9edf1; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #0f1419; --card: #171d24; --raised: #1f2730; --text: #e3e8ee; --muted: #9ba7b4; --line: #303a45;
  --link: #7db8f5; --focus: #7db8f5; --bar: #0b2036; --bar-text: #e8f0f8; --bar-link: #a9cdf0;
  --ok: #56d07f; --ok-ground: #12301e; --attention: #e9b949; --attention-ground: #352a10;
  --trouble: #ff8d86; --trouble-ground: #3d1719; --advice: #a5c3e8; --advice-ground: #1b2a3d;
  --stored: #5a9bdc; --refused: #d9a32b; --failed: #f2605a; --stripe: #10161c; --area: #b08fdc;
  --median: #7db8f5; --p95: #f0a35e; --unknown: #1d242c; } }
`;
