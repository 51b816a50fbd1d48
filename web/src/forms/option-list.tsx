export interface Option {
  readonly value: string;
  readonly words: string;
  readonly help?: string;
  /** Heading under which it stands in a select. */
  readonly group?: string | undefined;
}

/** Options of a select, under their headings where they have some. */
export function OptionList({ options }: { readonly options: readonly Option[] }) {
  return [...Map.groupBy(options, ({ group }) => group)].map(([group, members]) => {
    const list = members.map(({ value, words }) => (
      <option key={value} value={value}>
        {words}
      </option>
    ));
    return group === undefined ? (
      list
    ) : (
      <optgroup key={group} label={group}>
        {list}
      </optgroup>
    );
  });
}
