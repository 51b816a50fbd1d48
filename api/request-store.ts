import type { FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Db } from '../db/connection.ts';
import { countRequest } from '../db/request-counts.ts';

/** Where @fastify/rate-limit counts: in Postgres, for all API processes together. */
export function requestStore(db: Db): FastifyRateLimitStoreCtor {
  return class RequestStore {
    incr(...[key, done, windowMs]: Parameters<InstanceType<FastifyRateLimitStoreCtor>['incr']>): void {
      countRequest(db, key, windowMs).then(
        (count) => done(null, count),
        (error: unknown) => done(error as Error),
      );
    }

    child(): this {
      return this;
    }
  };
}
