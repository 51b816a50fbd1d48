import { useInfiniteQuery } from '@tanstack/react-query';
import type { Answer } from '../../../contracts/api/routes.ts';
import { call } from './client.ts';
import type { Given } from './client.ts';

/** Routes that answer page by page. */
type Listing =
  | ('listTasks' | 'listPeople' | 'listMails' | 'listRelations' | 'getAccess')
  | ('listCommands' | 'listRoleRequests' | 'listDepartures' | 'listAbsences' | 'listAddressChanges');
type Page<N extends Listing> = Answer<N>;

export interface Pages<T> {
  /** All that was read so far; undefined before the first page. */
  readonly items: readonly T[] | undefined;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly readMore: () => void;
}

/** A list that is read page by page: what is read is kept, and another question begins at its own first page. */
export function usePages<N extends Listing>(name: N, given: Given<N>): Pages<Page<N>['items'][number]> {
  const asked = useInfiniteQuery({
    queryKey: [name, 'page by page', given],
    queryFn: ({ pageParam: cursor }) => {
      const asked = given as { readonly query?: object };
      const query = { ...asked.query, ...(cursor === null ? {} : { cursor }) };
      return call(name, { ...asked, query } as unknown as Given<N>);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<N>) => page.next,
  });
  const pages: readonly { readonly items: readonly Page<N>['items'][number][] }[] | undefined = asked.data?.pages;
  return {
    items: pages?.flatMap(({ items }) => items),
    error: asked.error,
    hasMore: asked.hasNextPage,
    isReading: asked.isFetchingNextPage,
    readMore: () => {
      void asked.fetchNextPage();
    },
  };
}
