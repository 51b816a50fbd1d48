/** Columns of a people file by their two names, English and Korean; the order is the order of problems in a row. */
export const PEOPLE_COLUMNS = {
  employee_no: '사번',
  name: '성명',
  email: '전자우편',
  unit: '부서',
  grade: '직급',
  job: '직무',
  rater_no: '평정자 사번',
  reviewer_no: '확인자 사번',
  group: '평정단위',
  hired_on: '임용일',
  language: '언어',
} as const;
export type PeopleColumn = keyof typeof PEOPLE_COLUMNS;
export const PEOPLE_COLUMN_NAMES = Object.keys(PEOPLE_COLUMNS) as readonly PeopleColumn[];
export const REQUIRED_COLUMNS: readonly PeopleColumn[] = ['employee_no', 'name', 'email', 'unit'];

/** A column as a reader of the language finds it in a file; a heading that is no column of ours stays as it is. */
export function columnName(column: string, locale: 'ko' | 'en'): string {
  return locale === 'ko' && isColumn(column) ? PEOPLE_COLUMNS[column] : column;
}

function isColumn(column: string): column is PeopleColumn {
  return Object.hasOwn(PEOPLE_COLUMNS, column);
}
