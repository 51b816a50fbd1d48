import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/connection.ts';
import { renewSession } from '../db/sessions.ts';

/** Sent by a page with what it asks while nobody touches it. */
const UNATTENDED = 'unattended';

/** A session lives on by what its owner does, never by what an open page asks on its own: an abandoned one signs out. */
export function addRenewal(app: FastifyInstance, db: Db): void {
  app.addHook('onRequest', async (request) => {
    const session = request.session as typeof request.session | null;
    const owner = session?.owner;
    if (session === null || owner?.isOld !== true) return;
    if (request.routeOptions.config.unattended === true || request.headers[UNATTENDED] !== undefined) return;
    const endsAt = await renewSession(db, session.sessionId);
    if (endsAt !== undefined) session.owner = { ...owner, endsAt, isOld: false };
  });
}
