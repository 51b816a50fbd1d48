import type { CommandName, Selection } from '../../../contracts/commands.ts';
import type { City } from '../city.ts';
import { Hands } from '../hands.ts';
import { type Move, type Outcome, waiting } from '../model.ts';

// What HR can order, and the second person's yes.

export interface Order {
  readonly name: string;
  readonly command: CommandName;
  readonly selection: (city: City) => Selection;
  readonly arguments?: object | ((city: City) => object);
  readonly needs?: readonly string[];
  readonly gives?: readonly string[];
}

type Taken = readonly Move<Hands>[];

async function request(hands: Hands, who: string, order: Order): Promise<Outcome> {
  const { city } = hands;
  const given = typeof order.arguments === 'function' ? (order.arguments as (city: City) => object)(city) : order.arguments;
  const { status, body } = await hands.ask(who, 'POST /commands', {
    body: {
      command: order.command,
      cycleId: city.record.cycleId,
      selection: order.selection(city),
      arguments: given ?? {},
      reason: order.name,
      idempotencyKey: Hands.key(),
    },
  });
  if (status >= 400) return 'refused';
  return body['state'] === 'executed' ? 'done' : 'waits';
}

function nameOf(who: string, order: Order): string {
  return `${who} ${order.name}`;
}

/** An account asks for it; where it waits, each of the others says yes. */
export function ordering(order: Order, by: string, approvers: readonly string[]): Taken {
  const name = nameOf(by, order);
  return [
    {
      name,
      needs: [`session ${by}`, `${by} is hr`, ...(order.needs ?? [])],
      unless: [`done: ${name}`],
      gives: [`done: ${name}`, ...(order.gives ?? [])],
      act: (hands) => request(hands, by, order),
    },
    ...approvers.map((who) => approving(who, name)),
  ];
}

function approving(who: string, name: string): Move<Hands> {
  return {
    name: `${who} approves: ${name}`,
    needs: [`session ${who}`, waiting(name)],
    takes: [waiting(name)],
    gives: [`done: ${name}`],
    act: async (hands) => {
      const { body } = await hands.ask(who, 'GET /commands?limit=200');
      const waits = (body['items'] as { id: string; state: string; reason: string }[] | undefined)?.find(
        ({ state, reason }) => state === 'waits-for-approval' && name.endsWith(reason),
      );
      return waits === undefined ? 'refused' : hands.order(who, `POST /commands/${waits.id}/approve`);
    },
  };
}
