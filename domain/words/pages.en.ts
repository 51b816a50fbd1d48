import { pairs } from './pages/all.ts';
import { inLanguage } from './pages/pairs.ts';

/** Words of the pages in English; both languages come from the same pairs. */
export const pages = inLanguage('en', pairs);
