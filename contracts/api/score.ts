import { z } from 'zod';
import { LOCALES } from '../../domain/words/message.ts';
import { kindSchemas } from '../score/schema.ts';
import { route } from './route.ts';
import { flag } from './wire.ts';

// The schema of `dure score`, as it is; zod only carries it into OpenAPI.
const kind = z.unknown().meta({ id: 'Recalculation', oneOf: kindSchemas() });
const answer = z.looseObject({ kind: z.string() }).meta({ id: 'Recalculated' });

export const scoreRoutes = {
  recalculate: route({
    method: 'POST',
    url: '/score',
    row: 'score.recalculate',
    summary: 'Recalculate numbers from their inputs, one or a list, as `dure score` does; stores nothing',
    status: 200,
    query: z.strictObject({ explain: flag.default(false), text: z.enum(LOCALES).optional() }),
    file: true,
    holds: z.union([kind, z.array(kind)]),
    answer: z.union([answer, z.array(answer)]),
  }),
};
