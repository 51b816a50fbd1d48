import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { executeDueRequests } from '../../../commands/execute-due-requests.ts';
import { approveCommand, requestCommand } from '../../../commands/run-request.ts';
import { passedByFirstLaunch } from './oracle.ts';
import { confirms, gives } from './steps.ts';
import type { Town } from './town.ts';

/** HR3 asks for a launch in an hour and HR2, who reads it, agrees. Answers the request's id. */
async function agree(town: Town, cycleId: string): Promise<string> {
  const { id } = await requestCommand(town.db, {
    command: 'launch-cycle',
    cycleId,
    selection: {},
    arguments: { inMinutes: 60 },
    reason: 'because',
    idempotencyKey: randomUUID(),
    actorId: town.idOf('HR3'),
  });
  await approveCommand(town.db, { requestId: id, actorId: town.idOf('HR2') });
  return id;
}

/** As the clocks come to what was planned. Answers why it is not carried out, if so. */
async function carryOut(town: Town, requestId: string): Promise<string | undefined> {
  await sql`update command_request set effective_at = now() - interval '1 hour' where executed_at is null`.execute(town.db);
  await sql`update rehearsal set now_at = now()`.execute(town.db);
  await executeDueRequests(town.db);
  const { rows } = await sql<{ refused: string | null }>`
    select outcome->>'refused' refused from command_request where id = ${requestId}`.execute(town.db);
  return rows[0]?.refused ?? undefined;
}

export async function rehearse(town: Town): Promise<void> {
  const { body } = await town.city.hr.ask('POST', '/rehearsals', { body: { name: 'trial', now: '2026-01-05T00:00:00Z' } });
  const plan = { name: 'trial', year: 2026, rehearsalId: body['id'] };
  const planned = await town.city.plan(plan);
  const refused = await carryOut(town, await agree(town, String(planned.body['id'])));
  town.note(`a rehearsal is launched: ${refused ?? 'done'}`);
}

/** HR3 plans a cycle of the heads alone, which is launched first. */
export async function planHeads(town: Town): Promise<void> {
  const committee = { chair: 'C1', members: ['F1', 'M1'] };
  const plan = { name: 'heads', year: 2026, packName: 'kr-local-grade5', grades: ['5'], committee };
  const { body } = await town.hr3.ask('POST', '/cycles', { body: plan });
  town.first = { cycleId: String(body['id']), isOfAll: false };
  town.note('a cycle of the heads alone is to be launched first');
}

/**
 * Before they ask, HR3 mends what they see in the list, and both confirm raters of whom something is open. Whom somebody is to answer for anyway, and
 * who rates nobody, is left half the time: the launch goes on without that.
 */
async function tidyUp(town: Town): Promise<void> {
  const asked = await town.askedAbout();
  for (const account of town.accounts.filter(({ kind }) => kind.part !== 'none')) {
    const email = await town.emailOf(account);
    const rates = account.kind.part === 'rates';
    const isLeft = !rates && asked.has(account.no) && town.dice.chance(0.5);
    if (account.isBox(email) && email !== account.letPass && !isLeft) await gives('HR3', (one) => one.right)(town, account);
    if (rates && !account.isBox(await town.emailOf(account)))
      for (const by of ['HR2', 'HR3'] as const) await confirms(by)(town, account);
  }
}

export async function agreeToFirst(town: Town): Promise<string> {
  await tidyUp(town);
  await passedByFirstLaunch(town);
  const id = await agree(town, town.first.cycleId);
  town.note('two have agreed to the first launch');
  return id;
}

export async function takeBackFirst(town: Town, requestId: string): Promise<void> {
  const { status, body } = await town.city.hr.ask('POST', `/commands/${requestId}/undo`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  town.note('it is taken back before its instant');
}

/** Whether it is; where something has changed since two have agreed it may not be. */
export async function launchFirst(town: Town, requestId: string): Promise<boolean> {
  const refused = await carryOut(town, requestId);
  town.note(`the first launch is carried out: ${refused ?? 'done'}`);
  town.isLive = refused === undefined;
  return town.isLive;
}
