import type { WordKey } from './en.ts';
import { errors } from './ko/errors.ts';
import { standing } from './ko/standing.ts';
import { tasks } from './ko/tasks.ts';
import { pages } from './pages.ko.ts';

export const ko: Readonly<Record<WordKey, string>> = { ...standing, ...tasks, ...errors, ...pages };
