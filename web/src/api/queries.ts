import { QueryClient, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Answer, RouteName } from '../../../contracts/api/routes.ts';
import { ApiError, call } from './client.ts';
import type { Given } from './client.ts';

/** Refusals are answers: only a server that cannot be reached is asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (count, error) => error instanceof ApiError && error.code === 'unreachable' && count < 5,
        retryDelay: 2_000,
      },
    },
  });
}

export interface ReadOptions {
  readonly enabled?: boolean;
}

/** What a route answers, kept by route and given values. */
export function useRead<N extends RouteName>(name: N, given: Given<N>, options: ReadOptions = {}): UseQueryResult<Answer<N>> {
  return useQuery({
    queryKey: [name, given],
    queryFn: () => call(name, given),
    enabled: options.enabled ?? true,
  });
}
