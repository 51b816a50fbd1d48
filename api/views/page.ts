import { DomainError } from '../../domain/errors.ts';

/** Where a page ended: the sort key and the id of its last row. Opaque to clients. */
export interface After {
  readonly sort: string;
  readonly id: string;
}

/** @throws DomainError 'invalid-input' for a cursor that no page of ours gave */
export function afterCursor(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined;
  const fail = () => new DomainError('invalid-input', { in: 'query', path: '/cursor', reason: 'not-a-cursor' });
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw fail();
  }
  if (!Array.isArray(key) || key.length !== 2) throw fail();
  const [sort, id] = key as [unknown, unknown];
  if (typeof sort !== 'string' || typeof id !== 'string' || !/^\d{1,18}$/.test(id) || !/^[^\u0000]*$/.test(sort)) throw fail();
  return { sort, id };
}

/** A page of at most `limit` rows, of rows that were read with one more. */
export function pageFrom<T extends { readonly sort: string; readonly id: string }>(
  rows: readonly T[],
  limit: number,
): { rows: readonly T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify([last.sort, last.id])).toString('base64url') : null;
  return { rows: shown, next };
}
