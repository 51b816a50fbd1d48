import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { importPeople } from '../../commands/import-people.ts';
import { approveCommand, previewCommand, requestCommand, undoCommand } from '../../commands/run-request.ts';
import { asHr1, csvOf, order, smallCity, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await smallCity();
});
afterEach(() => city.drop());

const LAUNCH = { command: 'launch-cycle', arguments: {} } as const;
const hr2 = () => city.ids['HR2'] ?? '0';
const moveTo = (to: string) => advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to });
const launchedAt = async () =>
  (await city.db.selectFrom('cycle').select('launched_at').where('id', '=', city.cycleId).executeTakeFirstOrThrow()).launched_at;

describe('a request that needs a second person', () => {
  test('waits for one, then for half an hour of the cycle’s clock, then is carried out', async () => {
    const asked = await requestCommand(city.db, asHr1(city, LAUNCH));
    expect(asked).toMatchObject({ state: 'waits-for-approval', effectiveAt: null, requestedAt: '2026-01-13T23:30:00.000Z' });
    const approved = await approveCommand(city.db, { requestId: asked.id, actorId: hr2() });
    expect(approved).toMatchObject({ state: 'planned', approvedBy: hr2(), effectiveAt: '2026-01-14T00:00:00.000Z' });
    await moveTo('2026-01-13T23:59:00.000Z');
    expect(await launchedAt()).toBeNull();
    await moveTo('2026-01-14T00:00:00.000Z');
    expect(await launchedAt()).toBe('2026-01-14T00:00:00.000Z');
    expect(await executeDueRequests(city.db)).toBe(0);
    const row = await city.db
      .selectFrom('command_request')
      .select(['executed_at', 'outcome'])
      .where('id', '=', asked.id)
      .executeTakeFirst();
    expect(row).toEqual({
      executed_at: '2026-01-14T00:00:00.000Z',
      outcome: { enrolled: 10, processRunId: expect.any(String) as unknown },
    });
  });

  test('is approved by another one of HR only', async () => {
    const { id: requestId } = await requestCommand(city.db, asHr1(city, LAUNCH));
    await expect(approveCommand(city.db, { requestId, actorId: city.ids['HR1'] ?? '' })).rejects.toMatchObject({
      code: 'second-person-needed',
    });
    await expect(approveCommand(city.db, { requestId, actorId: city.ids['S1'] ?? '' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await approveCommand(city.db, { requestId, actorId: hr2() });
    expect(await approveCommand(city.db, { requestId, actorId: hr2() })).toMatchObject({ state: 'planned' });
  });

  test('can be taken back until its instant and not after', async () => {
    const { id: requestId } = await requestCommand(city.db, asHr1(city, LAUNCH));
    await approveCommand(city.db, { requestId, actorId: hr2() });
    expect(await undoCommand(city.db, { requestId, actorId: city.ids['HR1'] ?? '' })).toMatchObject({ state: 'undone' });
    await moveTo('2026-01-14T01:00:00.000Z');
    expect(await launchedAt()).toBeNull();
    await expect(approveCommand(city.db, { requestId, actorId: hr2() })).rejects.toMatchObject({
      code: 'command-already-decided',
    });
    const second = await order(city, { ...LAUNCH, arguments: { inMinutes: 0 } });
    expect(second.state).toBe('executed');
    await expect(undoCommand(city.db, { requestId: second.id, actorId: hr2() })).rejects.toMatchObject({
      code: 'command-already-decided',
    });
  });

  test('is planned for a later instant, never for an earlier one', async () => {
    const later = await requestCommand(city.db, asHr1(city, { ...LAUNCH, arguments: { at: '2026-01-15T00:00:00Z' } }));
    expect(await approveCommand(city.db, { requestId: later.id, actorId: hr2() })).toMatchObject({
      effectiveAt: '2026-01-15T00:00:00.000Z',
    });
    const earlier = await requestCommand(city.db, asHr1(city, { ...LAUNCH, arguments: { at: '2026-01-01T00:00:00Z' } }));
    expect(await approveCommand(city.db, { requestId: earlier.id, actorId: hr2() })).toMatchObject({
      effectiveAt: '2026-01-14T00:00:00.000Z',
    });
  });

  test('that is blocked by the time of its instant is noted as refused and holds up nobody', async () => {
    const first = await requestCommand(city.db, asHr1(city, LAUNCH));
    const second = await requestCommand(city.db, asHr1(city, LAUNCH));
    for (const { id } of [first, second]) await approveCommand(city.db, { requestId: id, actorId: hr2() });
    await moveTo('2026-01-14T00:00:00.000Z');
    const rows = await city.db.selectFrom('command_request').select('outcome').orderBy('id').execute();
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ enrolled: 10 }),
      { refused: 'cycle-already-launched' },
    ]);
    const events = await city.db
      .selectFrom('audit_event')
      .select('what')
      .where('what', 'like', 'command.%')
      .orderBy('id')
      .execute();
    expect(events.slice(-2)).toEqual([{ what: 'command.executed' }, { what: 'command.refused' }]);
  });
});

test('a due request is carried out once, however many look for it', async () => {
  const { id } = await requestCommand(city.db, asHr1(city, LAUNCH));
  await approveCommand(city.db, { requestId: id, actorId: hr2() });
  await city.db.updateTable('rehearsal').set({ now_at: '2026-01-14T00:00:00.000Z' }).execute();
  const counts = await Promise.all([1, 2, 3, 4].map(() => executeDueRequests(city.db)));
  expect(counts.reduce((sum, n) => sum + n)).toBe(1);
  expect(await city.db.selectFrom('audit_event').select('id').where('what', '=', 'command.executed').execute()).toHaveLength(1);
});

describe('requestCommand', () => {
  test('gives the same answer for the same key and body, and refuses another body', async () => {
    const request = asHr1(city, LAUNCH);
    const [one, two] = await Promise.all([requestCommand(city.db, request), requestCommand(city.db, request)]);
    expect(one).toEqual(two);
    await expect(requestCommand(city.db, { ...request, reason: 'another' })).rejects.toMatchObject({
      code: 'command-key-reused',
    });
    expect(await city.db.selectFrom('audit_event').select('id').where('what', '=', 'command.requested').execute()).toHaveLength(
      1,
    );
  });

  test('refuses without a reason, with an unknown field, an unknown cycle and an empty selection', async () => {
    const request = asHr1(city, LAUNCH);
    await expect(requestCommand(city.db, { ...request, reason: ' ' })).rejects.toMatchObject({ code: 'reason-required' });
    const extra = requestCommand(city.db, { ...request, arguments: { colour: 'red' } });
    await expect(extra).rejects.toMatchObject({ code: 'invalid-input', details: { path: '/arguments/colour' } });
    await expect(requestCommand(city.db, { ...request, cycleId: '999' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(requestCommand(city.db, asHr1(city, { command: 'pause' }))).rejects.toMatchObject({ code: 'nothing-selected' });
    expect(await city.db.selectFrom('command_request').select('id').execute()).toEqual([]);
  });

  test('refuses a launch that would do something else than its preview said', async () => {
    const { sha256 } = await previewCommand(city.db, asHr1(city, LAUNCH));
    await importPeople(city.db, { file: csvOf('S9,Name S9,s9@city.example,Tax,7,Job,H1,M1,Staff,2026-01-01') });
    const stale = requestCommand(city.db, { ...asHr1(city, LAUNCH), previewSha256: sha256 });
    await expect(stale).rejects.toMatchObject({ code: 'preview-changed' });
    const fresh = await previewCommand(city.db, asHr1(city, LAUNCH));
    expect(await requestCommand(city.db, { ...asHr1(city, LAUNCH), previewSha256: fresh.sha256 })).toMatchObject({
      state: 'waits-for-approval',
    });
  });
});
