import type { SessionStore } from '@fastify/session';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/permissions.ts';
import type { Db } from '../db/connection.ts';
import { type SessionOwner, endSession, findSession, saveSession } from '../db/sessions.ts';

declare module 'fastify' {
  interface Session {
    /** Who signed in; stored. */
    employeeId?: string;
    /** Of the address that the link went to; stored. */
    addressSha256?: string;
    /** Read with the session, never stored in it. */
    owner?: SessionOwner;
  }
}

export interface SignedIn {
  readonly employeeId: string;
  readonly employeeNo: string;
  /** Null: nobody has said. */
  readonly language: 'ko' | 'en' | null;
  /** None while nobody has answered for the address. */
  readonly roles: readonly Role[];
  /** Those of the record. */
  readonly heldRoles: readonly Role[];
  readonly isUnproven: boolean;
  readonly sessionEndsAt: string;
}

type Stored = Parameters<SessionStore['set']>[1];

/** Sessions in Postgres, for @fastify/session. */
export function sessionStore(db: Db): SessionStore {
  return {
    get: (id, done) => {
      answer(
        findSession(db, id).then((found) =>
          found ? ({ ...found.content, ...(found.owner ? { owner: found.owner } : {}) } as unknown as Stored) : null,
        ),
        done as (error: unknown, session?: Stored | null) => void,
      );
    },
    set: (id, session, done) => {
      const { owner: _, ...content } = JSON.parse(JSON.stringify(session)) as Record<string, unknown>;
      answer(saveSession(db, id, content), done);
    },
    destroy: (id, done) => answer(endSession(db, id), done),
  };
}

function answer<T>(work: Promise<T>, done: (error: unknown, value?: T) => void): void {
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error),
  );
}

export function findSignedIn(request: FastifyRequest): SignedIn | undefined {
  const owner = (request.session as typeof request.session | null)?.owner;
  if (owner === undefined) return undefined;
  const { employeeId, employeeNo, language, isUnproven, endsAt: sessionEndsAt } = owner;
  const heldRoles = ROLES.filter((role) => owner.roles.includes(role));
  return { employeeId, employeeNo, language, roles: isUnproven ? [] : heldRoles, heldRoles, isUnproven, sessionEndsAt };
}

/** @throws DomainError 'not-signed-in' */
export function getSignedIn(request: FastifyRequest): SignedIn {
  const signedIn = findSignedIn(request);
  if (signedIn === undefined) throw new DomainError('not-signed-in');
  return signedIn;
}
