import { absences } from './absences.ts';
import { addresses } from './addresses.ts';
import { commands } from './commands.ts';
import { corrections } from './corrections.ts';
import { departures } from './departures.ts';
import { evidence } from './evidence.ts';
import { fields } from './fields.ts';
import { frame } from './frame.ts';
import { goals } from './goals.ts';
import { committees } from './committees.ts';
import { handovers } from './handovers.ts';
import { hr } from './hr.ts';
import { importProblems } from './import-problems.ts';
import { kinds } from './kinds.ts';
import { looks } from './looks.ts';
import { operations } from './operations.ts';
import { tasks } from './tasks.ts';
import { twoPersons } from './two-persons.ts';

export const pairs = {
  ...frame,
  ...tasks,
  ...fields,
  ...evidence,
  ...goals,
  ...kinds,
  ...hr,
  ...committees,
  ...handovers,
  ...departures,
  ...absences,
  ...addresses,
  ...importProblems,
  ...commands,
  ...twoPersons,
  ...corrections,
  ...looks,
  ...operations,
} as const;
