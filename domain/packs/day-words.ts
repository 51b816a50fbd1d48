import type { PackDay } from '../cycle/plan.ts';
import type { Words } from '../words/message.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const LAST = 31;
/** Months whose last day is not the 31st: there it stands for the end of the month. */
const SHORTER = [2, 4, 6, 9, 11];

/** A day of a pack in words: `2월 6일`, `6 February`; `다음 해 1월 4일`, `4 January of the next year`; the 31st of a shorter month is its last day. */
export function dayWords({ year, month, day, time }: PackDay): Words {
  const isLast = day === LAST && SHORTER.includes(month);
  const name = MONTHS[month - 1] ?? '';
  const ko = isLast ? `${month}월 말일` : `${month}월 ${day}일`;
  const en = isLast ? `the last day of ${name}` : `${day} ${name}`;
  return {
    ko: `${year === 0 ? '' : '다음 해 '}${ko}${time === undefined ? '' : ` ${time}`}`,
    en: `${en}${year === 0 ? '' : ' of the next year'}${time === undefined ? '' : `, ${time}`}`,
  };
}

/** A window in words; what both days have in common is said once. */
export function windowWords(opens: PackDay, closes: PackDay): Words {
  const same = opens.year === closes.year;
  const [ko, en] = [same ? { ...closes, year: 0 } : closes, same ? { ...opens, year: 0 } : opens];
  return { ko: `${dayWords(opens).ko}부터 ${dayWords(ko).ko}까지`, en: `${dayWords(en).en} to ${dayWords(closes).en}` };
}
