import type { FastifyInstance } from 'fastify';
import { checkOwnPack } from '../../commands/check-own-pack.ts';
import { knownPacks } from '../../commands/known-packs.ts';
import { loadOwnPack } from '../../commands/load-own-pack.ts';
import { packRoutes as routes } from '../../contracts/api/packs.ts';
import { decodeText } from '../../contracts/score/decode.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { bytesOf, withJsonAsFile } from '../parsing.ts';
import { serve } from '../serve.ts';
import { packCheckOf, packRowOf } from '../views/pack-view.ts';

export function addPackRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  serve(app, routes.listPacks, {
    handle: async () => {
      const packs = await knownPacks(db);
      return { items: packs.map((pack) => packRowOf(packs, pack)) };
    },
  });

  serve(app, routes.getPack, {
    handle: async ({ params: { sha256 } }) => {
      const packs = await knownPacks(db);
      const pack = packs.find((one) => one.sha256 === sha256);
      if (pack === undefined) throw new DomainError('not-found');
      return { ...packRowOf(packs, pack), content: pack.content };
    },
  });

  // What is not JSON is a finding like others, with its place.
  withJsonAsFile(app, (inner) => {
    serve(inner, routes.checkPack, {
      handle: async ({ body, query }) => packCheckOf(await checkOwnPack(db, { text: decodeText(bytesOf(body)), ...query })),
    });
    serve(inner, routes.loadPack, {
      handle: ({ body, query: { reason }, caller }) =>
        loadOwnPack(db, { text: decodeText(bytesOf(body)), reason, actorId: caller.employeeId }),
    });
  });
}
