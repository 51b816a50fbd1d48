import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { ApiError, call, keepSession, maySignedIn } from '../api/client.ts';
import { READ_ANEW } from './read-anew.ts';

const everyMs = 10_000;
const queryKey = ['getChanges'];

/**
 * Asks again and again, while the page is seen, one small question: what changed; only that is read anew. Nothing may be read before the first answer,
 * or what changes in between is missed: answers whether it is there, and why the last one is not.
 */
export function useChanges(): { readonly started: boolean; readonly error: unknown } {
  const queries = useQueryClient();
  const { data, error, isFetched } = useQuery({
    queryKey,
    queryFn: () => ask(queries.getQueryData<Answer<'getChanges'>>(queryKey)?.mark),
    refetchInterval: everyMs,
    refetchOnWindowFocus: 'always',
    retry: false,
  });
  useEffect(() => {
    const changed = data?.changed ?? [];
    const names = new Set<unknown>(changed.flatMap((kind) => (kind === 'me' ? [] : READ_ANEW[kind])));
    const isNew = (name: unknown) => name !== queryKey[0] && (changed.includes('me') || names.has(name));
    void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => isNew(name) });
  }, [queries, data]);
  return { started: isFetched, error };
}

async function ask(since: string | undefined): Promise<Answer<'getChanges'>> {
  if (!maySignedIn()) throw new ApiError('not-signed-in', 401);
  try {
    return await call('getChanges', { query: since === undefined ? {} : { since } });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) keepSession(undefined);
    throw error;
  }
}
