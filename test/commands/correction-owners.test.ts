import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approveCommand, previewCommand, previewCorrection, requestCommand } from '../../commands/run-request.ts';
import { UNIT_CARD, finishedYear } from '../support/pack-year.ts';
import { type CycleRecord, peopleCsv } from '../support/record.ts';

// P1 and P2 are of Roads, whose numbers were misread; P5 is of Bridges, and of their group. C1, V1, P1 and P5 are HR.

let record: CycleRecord;
beforeAll(async () => {
  const [roads] = UNIT_CARD.cycle?.indicators ?? [];
  if (roads === undefined) throw new Error('no indicator');
  record = await finishedYear({
    ...UNIT_CARD,
    csv: `${peopleCsv(2)}P5,Person 5,p5@city.example,Bridges,7,clerk,H1,V1,,2010-01-01\n`,
    cycle: { indicators: ['Roads', 'Bridges'].map((unit) => ({ ...roads, unit, name: unit, weight: '100' })) },
  });
  await record.db
    .insertInto('role_assignment')
    .values(['C1', 'V1', 'P1', 'P5'].map((no) => ({ employee_id: record.id(no), role: 'hr' })))
    .execute();
});
afterAll(() => record?.drop());

let keys = 0;
async function correction(of: { readonly by: string; readonly actual: string }) {
  const indicator = await record.db.selectFrom('indicator').select('id').where('name', '=', 'Roads').executeTakeFirstOrThrow();
  return {
    command: 'correct-result',
    cycleId: record.cycleId,
    actorId: record.id(of.by),
    reason: 'the register was misread',
    idempotencyKey: `owners-${String(++keys)}`,
    selection: {},
    arguments: { indicatorId: indicator.id, actual: of.actual },
  };
}

async function told(): Promise<readonly string[]> {
  const { rows } = await sql<{ no: string; details: object }>`
    select y.employee_no no, n.details from notification n join employee y on y.id = n.employee_id
      join evaluation e on e.id = (n.details->>'evaluationId')::bigint and e.employee_id = n.employee_id
     where n.mail_kind = 'result.corrected' order by n.id`.execute(record.db);
  for (const { details } of rows) expect(Object.keys(details)).toEqual(['evaluationId']);
  return rows.map(({ no }) => no).sort();
}

const allGo = () => sql`update notification set state = 'sent' where state = 'queued'`.execute(record.db);

const approve = (requestId: string, by: string) => approveCommand(record.db, { requestId, actorId: record.id(by) });

describe('a correction of numbers', () => {
  test('is mailed to every owner of a new version and to nobody else, once, when it is carried out', async () => {
    const asked = await correction({ by: 'C1', actual: '90' });
    const { id } = await requestCommand(record.db, asked);
    expect(await told()).toEqual([]);
    expect((await approve(id, 'V1')).outcome).toEqual({ results: 2, mails: 2 });
    expect(await told()).toEqual(['P1', 'P2']);
    await approve(id, 'V1');
    await requestCommand(record.db, asked);
    expect(await told()).toEqual(['P1', 'P2']);
  });

  test('again is another mail once the first has gone', async () => {
    await allGo();
    await approve((await requestCommand(record.db, await correction({ by: 'C1', actual: '80' }))).id, 'V1');
    expect(await told()).toEqual(['P1', 'P1', 'P2', 'P2']);
  });
});

describe('a correction of one’s own result', () => {
  test('is refused to who asks, and the preview says so without a number', async () => {
    const own = await correction({ by: 'P1', actual: '70' });
    for (const previewOf of [previewCommand, previewCorrection]) {
      const preview = await previewOf(record.db, own);
      expect(preview).toMatchObject({ affected: 0, blockedBy: [{ code: 'own-case' }] });
      expect(preview).not.toHaveProperty('correction');
    }
    await expect(requestCommand(record.db, own)).rejects.toMatchObject({ code: 'own-case' });
  });

  test('is refused to who approves, and waits for somebody whom it does not concern', async () => {
    const { id } = await requestCommand(record.db, await correction({ by: 'C1', actual: '70' }));
    await expect(approve(id, 'P1')).rejects.toMatchObject({ code: 'own-case' });
    await expect(approve(id, 'P5')).rejects.toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
    expect((await told()).length).toBe(4);
    await allGo();
    expect((await approve(id, 'V1')).state).toBe('executed');
    expect((await told()).length).toBe(6);
  });

  test('is refused as a level too', async () => {
    const { id } = await record.db
      .selectFrom('evaluation')
      .select('id')
      .where('employee_id', '=', record.id('P1'))
      .executeTakeFirstOrThrow();
    const level = record.pack.levels.at(-1)?.level ?? '';
    const own = { ...(await correction({ by: 'P1', actual: '1' })), selection: { evaluationIds: [id] }, arguments: { level } };
    await expect(requestCommand(record.db, own)).rejects.toMatchObject({ code: 'own-case' });
  });
});
