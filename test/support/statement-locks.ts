export interface StatementLock {
  readonly table: string;
  /** Also against rows that only refer to it: `for update`, not `for no key update`. */
  readonly strong: boolean;
}

/** Rows of which tables, there before, a statement locks, in the order of its text; `mails` for the locks of `lockMailsOf`, `lists` and `people` for those of the list. */
export function statementLocks(text: string): readonly StatementLock[] {
  const sql = text
    .replaceAll(/'dure\.(\w+)'/g, 'dure.$1')
    .replaceAll(/\/\*.*?\*\/|'(?:[^']|'')*'/gs, ' ')
    .replaceAll('"', '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();
  const found: (StatementLock & { readonly at: number })[] = [];
  for (const { index: at, 1: table = '' } of sql.matchAll(/(?<!for |key |do )\bupdate ([a-z_]+)/g))
    found.push({ at, table, strong: false });
  for (const { index: at, 1: table = '' } of sql.matchAll(/\bdelete from ([a-z_]+)/g)) found.push({ at, table, strong: true });
  for (const { index: at, 1: weak, 2: named } of sql.matchAll(/\bfor (no key )?update\b(?: of ([a-z_]+(?:, [a-z_]+)*))?/g)) {
    for (const { table, alias } of fromBefore(sql, at))
      if (named === undefined || named.split(', ').includes(alias)) found.push({ at, table, strong: weak === undefined });
  }
  for (const { index: at, 1: name = '' } of sql.matchAll(/pg_(?:try_)?advisory_xact_lock(?:_shared)?\(hashtext\(dure\.(\w+)\)/g))
    found.push({ at, table: name, strong: false });
  return found.sort((a, b) => a.at - b.at).map(({ table, strong }) => ({ table, strong }));
}

interface Source {
  readonly table: string;
  readonly alias: string;
}

/** Tables with their aliases of the `from` that stands before a place at the same depth of brackets. */
function fromBefore(sql: string, end: number): readonly Source[] {
  let depth = 0;
  let flat = '';
  for (let at = end - 1; at >= 0 && depth >= 0; at -= 1) {
    const char = sql[at] ?? '';
    if (char === ')') depth += 1;
    if (depth === 0 && char !== '(') flat = char + flat;
    if (char === '(') depth -= 1;
  }
  const from = /^.*\bfrom (.*?)(?: where | order by |$)/.exec(flat)?.[1] ?? '';
  return from.split(/,| join /).flatMap(sourceOf);
}

const NO_ALIAS = ['on', 'left', 'right', 'cross', 'inner', 'for'];

function sourceOf(part: string): readonly Source[] {
  const [table, alias] = part.trim().split(' ');
  if (table === undefined || !/^[a-z_]+$/.test(table)) return [];
  return [{ table, alias: alias === undefined || NO_ALIAS.includes(alias) ? table : alias }];
}
