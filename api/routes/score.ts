import type { FastifyInstance } from 'fastify';
import { scoreRoutes as routes } from '../../contracts/api/score.ts';
import { decodeText } from '../../contracts/score/decode.ts';
import { recalculate } from '../../contracts/score/recalculate.ts';
import { serve } from '../serve.ts';

const NOTHING = new Uint8Array();

export function addScoreRoutes(app: FastifyInstance): void {
  void app.register((inner, _options, done) => {
    // Numbers are judged by their text, which a parsed body has lost.
    inner.removeContentTypeParser('application/json');
    inner.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    serve(inner, routes.recalculate, {
      handle: ({ body, query }) => Promise.resolve(recalculate(decodeText(Buffer.isBuffer(body) ? body : NOTHING), query)),
    });
    done();
  });
}
