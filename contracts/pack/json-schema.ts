import { z } from 'zod';
import { policyPackSchema } from '../pack.ts';

/** JSON Schema of a policy pack as it is written: what has a default may be left out. */
export function packJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(policyPackSchema, { io: 'input' }), title: 'Policy pack of Dure' };
}
