import { evidence } from './evidence.ts';
import { fields } from './fields.ts';
import { frame } from './frame.ts';
import { goals } from './goals.ts';
import { kinds } from './kinds.ts';
import { tasks } from './tasks.ts';

export const pairs = { ...frame, ...tasks, ...fields, ...evidence, ...goals, ...kinds } as const;
