import type { Pairs } from './pairs.ts';

/** What can be wrong with a file of people, by the codes of `contracts/import.ts`. */
export const importProblems = {
  'import-problem.file-empty': { ko: '파일이 비어 있습니다.', en: 'The file is empty.' },
  'import-problem.file-without-rows': { ko: '제목 줄만 있습니다.', en: 'There is only the header.' },
  'import-problem.file-too-large': { ko: '파일이 너무 큽니다.', en: 'The file is too large.' },
  'import-problem.encoding-unknown': { ko: 'UTF-8도 CP949도 아닙니다.', en: 'Neither UTF-8 nor CP949.' },
  'import-problem.nul-bytes': { ko: '글자 파일이 아닙니다.', en: 'This is not a text file.' },
  'import-problem.separator-not-comma': { ko: '쉼표로 나누지 않았습니다.', en: 'Cells are not separated by commas.' },
  'import-problem.quote-not-closed': { ko: '따옴표가 닫히지 않았습니다.', en: 'A quote is not closed.' },
  'import-problem.column-missing': { ko: '필요한 열이 없습니다.', en: 'A needed column is missing.' },
  'import-problem.column-twice': { ko: '같은 열이 두 번 있습니다.', en: 'A column is there twice.' },
  'import-problem.column-unknown': { ko: '모르는 열입니다. 쓰지 않습니다.', en: 'An unknown column; it is not used.' },
  'import-problem.too-many-cells': { ko: '칸이 제목보다 많습니다.', en: 'More cells than the header has.' },
  'import-problem.required': { ko: '꼭 있어야 합니다.', en: 'This must not be empty.' },
  'import-problem.empty': { ko: '비어 있습니다.', en: 'This is empty.' },
  'import-problem.too-long': { ko: '너무 깁니다.', en: 'This is too long.' },
  'import-problem.control-characters': { ko: '쓸 수 없는 글자가 있습니다.', en: 'Contains characters that cannot be kept.' },
  'import-problem.bad-email': { ko: '전자우편 주소가 아닙니다.', en: 'Not an e-mail address.' },
  'import-problem.bad-date': { ko: '날짜가 아닙니다.', en: 'Not a date.' },
  'import-problem.duplicate-employee-no': { ko: '사번이 두 번 있습니다.', en: 'The employee number is there twice.' },
  'import-problem.rater-unknown': { ko: '모르는 평정자입니다.', en: 'The rater is unknown.' },
  'import-problem.rater-is-oneself': { ko: '자기가 자기를 평정합니다.', en: 'The rater is the person itself.' },
  'import-problem.rater-in-a-circle': { ko: '평정자가 돌고 돕니다.', en: 'Raters stand in a circle.' },
  'import-problem.reviewer-unknown': { ko: '모르는 확인자입니다.', en: 'The reviewer is unknown.' },
  'import-problem.reviewer-is-oneself': { ko: '자기가 자기를 확인합니다.', en: 'The reviewer is the person itself.' },
} as const satisfies Pairs;
