import type { CreateCycleInput } from '../../../contracts/cycle.ts';
import type { Hands } from '../hands.ts';
import type { Move, Outcome } from '../model.ts';
import { type Order, approving, request } from './requests.ts';

// Cycles before anybody is rated: planned, launched when their instant comes, or tried in a rehearsal.

type Taken = readonly Move<Hands>[];

export type Plan = Partial<CreateCycleInput>;

/** A cycle of the attacker's own; a launch by two would show it. */
export function planning(how: string, plan: Plan): Move<Hands> {
  return {
    name: `X plans a cycle ${how}`,
    needs: ['session X'],
    unless: [`planned ${how}`],
    gives: [`planned ${how}`, 'a cycle of X'],
    act: async (hands) => {
      const committee = { chair: 'C', members: ['M', 'V'] };
      const { status, body } = await hands.ask('X', 'POST /cycles', {
        body: { name: `of X ${how}`, year: 2027, packName: 'kr-local-grade4', committee, ...plan },
      });
      if (status >= 400) return 'refused';
      hands.note('a cycle of X', `/cycles/${String(body['id'])}`);
      return 'done';
    },
  };
}

/** Asks for the launch of the attacker's own cycle. */
export function launchingOwn(approvers: readonly string[]): Taken {
  const order: Order = {
    name: 'launches the cycle of X',
    command: 'launch-cycle',
    cycleId: (hands) => hands.noted('a cycle of X').slice('/cycles/'.length),
    selection: () => ({}),
  };
  const name = `X ${order.name}`;
  return [
    { name, needs: ['session X', 'a cycle of X'], act: (hands) => request(hands, 'X', order) },
    ...approvers.map((who) => approving(who, name)),
  ];
}

/** What two persons have said yes to is carried out, as it is by then. */
export const INSTANT: Move<Hands> = {
  name: 'the instant of the launch comes',
  unless: ['the instant has come'],
  gives: ['the instant has come'],
  act: (hands) => hands.letInstantCome(),
};

/** Nothing but a look, without which an instant that comes to a refusal would try nothing. */
export const LAUNCHED: Move<Hands> = {
  name: 'the cycle is launched',
  needs: ['the instant has come'],
  act: async (hands) => ((await hands.isLaunched()) ? 'done' : 'refused'),
};

async function posted(hands: Hands, url: `/${string}`, body: object): Promise<Outcome> {
  return hands.order('X', `POST ${url}`, body);
}

/** A clock of the attacker's own. */
export const BEGINNING: Taken = [
  {
    name: 'X begins a rehearsal',
    needs: ['session X'],
    unless: ['a rehearsal of X'],
    gives: ['a rehearsal of X'],
    act: (hands) => posted(hands, '/rehearsals', { name: 'of X', now: '2030-01-01T00:00:00.000Z' }),
  },
];

/** Whoever is new by the clock of a rehearsal is so no more. */
export const LATER: Taken = [
  {
    name: 'X moves the clock of the rehearsal on by years',
    needs: ['session X'],
    unless: ['years later'],
    gives: ['years later'],
    act: (hands) => posted(hands, `/rehearsals/${hands.city.rehearsal.id}/clock`, { to: '2031-01-01T00:00:00.000Z' }),
  },
];
