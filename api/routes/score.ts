import type { FastifyInstance } from 'fastify';
import { scoreRoutes as routes } from '../../contracts/api/score.ts';
import { decodeText } from '../../contracts/score/decode.ts';
import { recalculate } from '../../contracts/score/recalculate.ts';
import { bytesOf, withJsonAsFile } from '../parsing.ts';
import { serve } from '../serve.ts';

export function addScoreRoutes(app: FastifyInstance): void {
  // Numbers are judged by their text, which a parsed body has lost.
  withJsonAsFile(app, (inner) => {
    serve(inner, routes.recalculate, {
      handle: ({ body, query }) => Promise.resolve(recalculate(decodeText(bytesOf(body)), query)),
    });
  });
}
