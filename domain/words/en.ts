import { errors } from './en/errors.ts';
import { standing } from './en/standing.ts';
import { tasks } from './en/tasks.ts';
import { pages } from './pages.en.ts';

export const en = { ...standing, ...tasks, ...errors, ...pages } as const;

/** Every key that both languages have words for: one that is missing in Korean does not compile. */
export type WordKey = keyof typeof en;
