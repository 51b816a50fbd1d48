import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { CHANGES, type Change, changeRoutes as routes } from '../../contracts/api/changes.ts';
import { changeFacts } from '../../db/reading/change-facts.ts';
import { may } from '../../domain/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';

export function addChangeRoutes(app: FastifyInstance, { db, temporal }: ApiDeps): void {
  serve(app, routes.getChanges, {
    handle: async ({ query: { since }, caller }) => {
      const { employeeId, roles, isUnproven, language } = caller;
      const operations = sees(caller, 'operations.read');
      const [facts, isReachable] = await Promise.all([
        changeFacts(db, {
          employeeId,
          office: sees(caller, 'command.list'),
          operations,
          everyClock: sees(caller, 'rehearsal.read'),
        }),
        operations && temporal.reachable(),
      ]);
      const marks: Readonly<Record<Change, string | null>> = {
        me: shortHash(JSON.stringify([roles, isUnproven, language, facts.clocks])),
        mine: facts.mine,
        office: facts.office,
        operations: facts.operations === null ? null : shortHash(`${facts.operations} ${isReachable}`),
      };
      const before = since === undefined ? undefined : marksIn(since);
      return {
        mark: CHANGES.flatMap((kind) => (marks[kind] === null ? [] : [`${kind}-${marks[kind]}`])).join('.'),
        changed: before === undefined ? [] : CHANGES.filter((kind) => marks[kind] !== null && before.get(kind) !== marks[kind]),
      };
    },
  });
}

function sees({ roles }: SignedIn, row: 'command.list' | 'rehearsal.read' | 'operations.read'): boolean {
  return may(row, { signedIn: true, roles, relations: [] });
}

function marksIn(mark: string): ReadonlyMap<string, string> {
  return new Map(mark.split('.').map((part) => part.split('-') as [string, string]));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
