import { html, type Content, type Markup } from './markup.ts';

export interface Column {
  /** Name in cards, where there is no header row. */
  readonly label: string;
  /** What stands in the header; the label unless given. */
  readonly header?: Content;
  readonly sorted?: 'ascending' | 'descending' | undefined;
  /** `number` is set flush right, `code` in the font of programs. */
  readonly kind?: 'number' | 'code' | undefined;
}

export interface TableRow {
  /** Tells the row from others when the page is refreshed. */
  readonly key: string;
  readonly cells: readonly Content[];
}

export interface TableOptions {
  /** Id of the heading that names it. */
  readonly labelledBy: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** `tall`: scrolls within itself from a certain height on. `cards`: on narrow screens each row is a card. */
  readonly className?: string;
}

/**
 * A table in a region of its own that scrolls where the screen is too narrow, and takes the keyboard's focus for it.
 * The roles are spelt out because a table that is laid out as cards loses its own.
 */
export function table({ labelledBy, columns, rows, className = '' }: TableOptions): Markup {
  return html`<div class="scroll ${className}" role="region" aria-labelledby="${labelledBy}" tabindex="0">
    <table role="table" aria-labelledby="${labelledBy}">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(headerCell)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          ({ key, cells }) =>
            html`<tr role="row" data-key="${key}">
              ${cells.map((cell, index) => dataCell(cell, columns[index]))}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function headerCell({ label, header, sorted, kind }: Column): Markup {
  return html`<th
    role="columnheader"
    scope="col"
    ${kind === 'number' && html` class="number"`}${sorted !== undefined && html` aria-sort="${sorted}"`}
  >
    ${header ?? label}
  </th>`;
}

function dataCell(cell: Content, column: Column | undefined): Markup {
  return html`<td
    role="cell"
    ${column?.kind !== undefined && html` class="${column.kind}"`}
    data-label="${column?.label}"
  >
    ${cell}
  </td>`;
}
