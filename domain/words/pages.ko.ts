import { pairs } from './pages/all.ts';
import { inLanguage } from './pages/pairs.ts';

/** Words of the pages in Korean; both languages come from the same pairs. */
export const pages = inLanguage('ko', pairs);
