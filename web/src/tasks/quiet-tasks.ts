import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../api/client.ts';

const pageSize = 50;

/** Tasks that others have, or that are over, read on page by page: all that was read so far. */
export function useQuietTasks(group: 'waiting' | 'done') {
  return useInfiniteQuery({
    queryKey: ['listTasks', 'page by page', group],
    queryFn: ({ pageParam: cursor }) =>
      call('listTasks', { query: { group, limit: pageSize, ...(cursor === null ? {} : { cursor }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
