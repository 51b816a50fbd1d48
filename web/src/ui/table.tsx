import type { ReactNode } from 'react';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly number?: boolean;
}

interface TableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** A heading right above says the same. */
  readonly captionUnseen?: boolean;
  /** On a narrow screen each row stands as a card of titles and values, so that nothing in it is out of view. */
  readonly stacks?: boolean;
}

/** A table whose first column names the row; on a narrow screen it scrolls inside its own box, or stacks. */
export function Table<T>({ caption, columns, rows, keyOf, captionUnseen = false, stacks = false }: TableProps<T>) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className={stacks ? 'stacks' : undefined}>
        <caption className={captionUnseen ? 'unseen' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, number }) => (
              <th key={key} scope="col" className={number === true ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ key, title, cell, number }, index) =>
                index === 0 ? (
                  <th key={key} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} data-title={title} className={number === true ? 'number' : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
