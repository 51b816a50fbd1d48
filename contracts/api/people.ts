import { z } from 'zod';
import { ENCODINGS, importAnswerSchema } from '../import.ts';
import { ROLES } from '../../domain/permissions.ts';
import { route } from './route.ts';
import { employeeNo, id, name } from '../fields.ts';
import { LOCALES } from '../../domain/words/message.ts';
import { day, flag, idParams, pageOf, pageQuery, person } from './wire.ts';

export const employee = z
  .object({
    id,
    employeeNo: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    email: z.string(),
    /** Of mails and pages; null: nobody has said. */
    language: z.enum(LOCALES).nullable(),
    unit: z.object({ id, name: z.string() }),
    grade: z.string().nullable(),
    job: z.string().nullable(),
    rater: person.nullable(),
    reviewer: person.nullable(),
    roles: z.array(z.enum(ROLES)),
    leftOn: day.nullable(),
  })
  .meta({ id: 'Employee' });

export const absence = person
  .extend({
    id,
    unitName: z.string(),
    /** Local days, both included. */
    fromOn: day,
    toOn: day,
  })
  .meta({ id: 'Absence' });
export type Absence = z.infer<typeof absence>;

const employeeParams = z.strictObject({ employeeNo });

export const peopleRoutes = {
  importPeople: route({
    method: 'POST',
    url: '/imports',
    row: 'people.import',
    summary: 'A CSV file as text/csv or application/octet-stream, UTF-8 or CP949; problems by row and column, all at once',
    status: 200,
    query: z.strictObject({
      dryRun: flag.default(false),
      onlyGood: flag.default(false),
      encoding: z.enum(ENCODINGS).optional(),
    }),
    file: true,
    answer: importAnswerSchema,
  }),
  listEmployees: route({
    method: 'GET',
    url: '/employees',
    row: 'people.list',
    summary: 'People by name, initial consonants or number',
    status: 200,
    query: pageQuery.extend({ q: name(60).optional() }),
    answer: pageOf(employee),
  }),
  mendEmployee: route({
    method: 'PATCH',
    url: '/employees/:employeeNo',
    row: 'people.mend',
    summary: 'Mend an e-mail address',
    status: 200,
    params: employeeParams,
    body: z.strictObject({ email: z.email().max(254) }),
    answer: employee,
  }),
  recordAbsence: route({
    method: 'POST',
    url: '/absences',
    row: 'people.absence',
    summary: 'Somebody is away: no mails on these days; they are told',
    status: 201,
    body: z.strictObject({ employeeNo, fromOn: day, toOn: day }),
    answer: z.object({ id }),
  }),
  listAbsences: route({
    method: 'GET',
    url: '/absences',
    row: 'people.absence',
    summary: 'Absences that are not over yet, by their last day',
    status: 200,
    query: pageQuery,
    answer: pageOf(absence),
  }),
  changeAbsence: route({
    method: 'PATCH',
    url: '/absences/:id',
    row: 'people.absence',
    summary: 'Somebody is back sooner, or (null) not away at all; they are told, and mails that waited go',
    status: 200,
    params: idParams,
    body: z.strictObject({ toOn: day.nullable() }),
    answer: z.object({ id }),
  }),
};
