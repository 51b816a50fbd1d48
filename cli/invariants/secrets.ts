import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';

export type SecretSort = 'name' | 'address' | 'employee-number' | 'free-text' | 'score';

/** A text that must never be found outside the database. */
export interface Secret {
  readonly sort: SecretSort;
  readonly text: string;
}

/** Shorter texts of ASCII (codes, units of measure, numbers) would be found everywhere and tell nothing. */
const SHORTEST_ASCII_TEXT = 8;
/** Ids are plain digits; a shorter number of a person cannot be told from one. */
const SHORTEST_DIGITS = 7;

/** Every imported name, address and number, everything that somebody wrote, and every score. */
export async function readSecrets(db: Db): Promise<readonly Secret[]> {
  const { rows } = await sql<Secret>`
    select distinct sort, text from (
      select 'name' sort, unnest(array[name, name_en]) as text from employee
      union all select 'name', name from evaluation
      union all select 'address', lower(email) from employee
      union all select 'employee-number', employee_no from employee
      union all select 'score', to_char(unnest(array[score, scaled]), 'FM9990.00') from score
      union all select 'score', to_char(unnest(array[score, points]), 'FM9990.00') from result
      union all
      select 'free-text', value #>> '{}'
        from submission, jsonb_path_query(content, 'strict $.**') value
       where jsonb_typeof(value) = 'string'
      union all
      select 'free-text', value #>> '{}'
        from task_draft, jsonb_path_query(content, 'strict $.**') value
       where jsonb_typeof(value) = 'string'
      union all select 'free-text', reason from adjustment
      union all select 'free-text', minutes from calibration_session
      union all select 'free-text', unnest(array[opinion, strengths, next_year]) from result
      union all select 'free-text', comment from acknowledgement
      union all select 'free-text', reason from command_request) found
     where text is not null and trim(text) <> ''`.execute(db);
  return rows.map(({ sort, text }) => ({ sort, text: text.trim() })).filter(isTelling);
}

function isTelling({ sort, text }: Secret): boolean {
  if (sort === 'employee-number') return !/^\d+$/.test(text) || text.length >= SHORTEST_DIGITS;
  if (sort !== 'free-text') return [...text].length > 1;
  if (/[^\u0000-\u007f]/.test(text)) return [...text].length > 1;
  return text.length >= SHORTEST_ASCII_TEXT && /\s/.test(text);
}
