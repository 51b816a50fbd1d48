import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { CHANGES, type Change, changeRoutes as routes } from '../../contracts/api/changes.ts';
import { changeFacts } from '../../db/reading/change-facts.ts';
import { may } from '../../domain/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';

export function addChangeRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  serve(app, routes.getChanges, {
    handle: async ({ query: { since }, caller }) => {
      const { employeeId, roles, isUnproven, language } = caller;
      const facts = await changeFacts(db, {
        employeeId,
        office: sees(caller, 'command.list'),
        everyClock: sees(caller, 'rehearsal.read'),
      });
      const marks: Readonly<Record<Change, string | null>> = {
        me: shortHash(JSON.stringify([roles, isUnproven, language, facts.clocks])),
        mine: facts.mine,
        office: facts.office,
        operations: sees(caller, 'operations.read') ? ALWAYS : null,
      };
      const before = since === undefined ? undefined : marksIn(since);
      return {
        mark: CHANGES.flatMap((kind) => (marks[kind] === null ? [] : [`${kind}-${marks[kind]}`])).join('.'),
        changed:
          before === undefined ? [] : CHANGES.filter((kind) => marks[kind] !== null && isNews(before.get(kind), marks[kind])),
      };
    },
  });
}

/** What operators read is half of it outside of the record, and the ages in it grow by themselves: it is another each time. */
const ALWAYS = 'always';

function isNews(before: string | undefined, now: string): boolean {
  return now === ALWAYS || before !== now;
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
