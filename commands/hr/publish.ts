import { sql } from 'kysely';
import { getCycle } from '../../db/cycles.ts';
import { pokeCycle } from '../../db/outbox.ts';
import { lineOf } from '../../db/reading/changes.ts';
import { plannedAsValue } from '../planned-instant.ts';
import { sha256Of } from '../sha256-of.ts';
import { unknownInstant } from '../unknown-holidays.ts';
import { unreadableAnswers } from '../unreadable-answers.ts';
import type { HrCommand } from './command.ts';

/** Plans the instant of publication. The cycle's own process publishes then, once every group's session is locked and every result exists. */
export const publish: HrCommand<'publish'> = {
  isPlanned: true,

  async preview(db, { cycleId, arguments: given }) {
    const cycle = await getCycle(db, cycleId);
    if (cycle.launched_at === null) return { affected: 0, blockedBy: [{ code: 'cycle-not-launched' }] };
    if (cycle.published_at !== null)
      return { affected: 0, blockedBy: [{ code: 'cycle-published', details: { publishedAt: cycle.published_at } }] };
    const { rows } = await sql<{ id: string; name: string; people: string; locked: boolean }>`
      select g.id, g.name, count(*) people, exists (
               select from process_run p join calibration_session s on s.process_run_id = p.id
                where p.rating_group_id = g.id and p.state <> 'void' and s.locked_at is not null) locked
        from rating_group g join evaluation e on e.rating_group_id = g.id and e.state = 'enrolled'
       where g.cycle_id = ${cycleId} group by g.id order by g.id`.execute(db);
    const open = rows.filter(({ locked }) => !locked);
    const after = await plannedAsValue(db, cycleId, given);
    const unreadable = new Set((await unreadableAnswers(db, cycleId)).map(({ employeeNo }) => employeeNo));
    return {
      affected: rows.reduce((sum, { people }) => sum + Number(people), 0),
      blockedBy: unreadable.size === 0 ? [] : [{ code: 'record-unreadable', details: { employeeNos: [...unreadable] } }],
      pleaseLook: [
        ...open.map(({ id, name }) => ({ code: 'calibration-not-complete', details: { ratingGroupId: id, group: name } })),
        ...(await unknownInstant(db, cycle, given)),
      ],
      details: { groups: rows.length, open: open.length, planned: cycle.publication_at },
      changes: rows.map(({ name, people }) =>
        lineOf({
          what: 'publication',
          group: name,
          count: Number(people),
          after,
        }),
      ),
      // Groups come and go until its instant: what is decided is when.
      sha256: sha256Of(given).toString('hex'),
    };
  },

  async execute(trx, { cycleId }) {
    return { poked: await pokeCycle(trx, cycleId) };
  },

  async planChanged(trx, cycleId) {
    await pokeCycle(trx, cycleId);
  },
};
