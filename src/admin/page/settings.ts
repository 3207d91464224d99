import type { SettingInForce } from '../status.ts';
import { html, type Content, type Markup } from './markup.ts';
import type { PageContext } from './page-context.ts';
import { table } from './table.ts';

/** What stands in a status in place of a secret's value. */
const HIDDEN = '(hidden)';

/** The settings in force by group, folded: they are looked at rarely, and then one group at a time. */
export function settings(context: PageContext): Markup {
  const { status, texts } = context;
  const words = texts.settings;
  const groups = [...Map.groupBy(status.settings, ({ group }) => group)];
  return html`<section id="settings" aria-labelledby="settings-heading">
    <h2 id="settings-heading">${words.heading}</h2>
    <p class="muted">${words.intro}</p>
    ${groups.map(([group, own], index) => settingGroup(context, group, own, `setting-group-${index}`))}
  </section>`;
}

function settingGroup(
  context: PageContext,
  group: string,
  own: readonly SettingInForce[],
  id: string,
): Markup {
  const { texts, formats } = context;
  const words = texts.settings;
  const given = own.filter(({ from, value }) => from !== 'default' && value !== null).length;
  return html`<details class="card" data-key="${group}">
    <summary>
      <span id="${id}">${words.groups[group] ?? group}</span
      >${given > 0 && html` <span class="tag">${words.changed(formats.number(given))}</span>`}
    </summary>
    ${table({
      labelledBy: id,
      columns: [
        { label: words.name, kind: 'code' },
        { label: words.value, kind: 'code' },
        { label: words.origin },
      ],
      rows: own.map((setting) => ({
        key: setting.name,
        cells: [setting.name, valueOf(context, setting.value), origin(context, setting)],
      })),
    })}
  </details> `;
}

function valueOf({ texts }: PageContext, value: string | null): Content {
  if (value === null) {
    return html`<span class="muted">${texts.settings.unset}</span>`;
  }
  return value === HIDDEN ? html`<span class="muted">${texts.settings.hidden}</span>` : value;
}

function origin({ texts }: PageContext, { from, source, value }: SettingInForce): Content {
  if (value === null) {
    return '–';
  }
  const word = texts.settings.from[from];
  return html`${from === 'default' ? word : html`<strong>${word}</strong>`}${source !== null && html` <code>${source}</code>`}`;
}
