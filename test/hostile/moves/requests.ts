import type { CommandName, Selection } from '../../../contracts/commands.ts';
import type { Role } from '../../../domain/permissions.ts';
import type { City } from '../city.ts';
import { Hands } from '../hands.ts';
import { type Fact, type Move, type Outcome, waiting } from '../model.ts';
import { NEWCOMER } from './accounts.ts';

// What HR can ask for, the second person's yes, and taking it back.

type Taken = Move<Hands>;

export interface Order {
  readonly name: string;
  readonly command: CommandName;
  /** Of another cycle than the city's. */
  readonly cycleId?: (hands: Hands) => string;
  readonly selection: (city: City) => Selection;
  readonly arguments?: object | ((city: City) => object);
}

/** An account asks for it; where it waits, each of the others says yes. */
export function ordering(order: Order, by: string, approvers: readonly string[]): readonly Taken[] {
  const name = `${by} ${order.name}`;
  return [
    {
      name,
      needs: [`session ${by}`],
      unless: [`done: ${name}`],
      gives: [`done: ${name}`],
      act: (hands) => request(hands, by, order),
    },
    ...approvers.map((who) => approving(who, name)),
  ];
}

export async function request(hands: Hands, who: string, order: Order): Promise<Outcome> {
  const { city } = hands;
  const given = typeof order.arguments === 'function' ? (order.arguments as (city: City) => object)(city) : order.arguments;
  const name = `${who} ${order.name}`;
  const { status, body } = await hands.ask(who, 'POST /commands', {
    body: {
      command: order.command,
      cycleId: order.cycleId?.(hands) ?? city.record.cycleId,
      selection: order.selection(city),
      arguments: given ?? {},
      reason: name,
      idempotencyKey: Hands.key(),
    },
  });
  if (status >= 400) return 'refused';
  hands.note(name, `/commands/${String(body['id'])}`);
  return body['state'] === 'executed' ? 'done' : 'waits';
}

export interface RoleOrder {
  readonly role: Role;
  readonly of: string;
  readonly by: string;
  readonly approvers: readonly string[];
}

export function granting(order: RoleOrder): readonly Taken[] {
  return changingRole(order, true);
}

export function revoking(order: RoleOrder): readonly Taken[] {
  return changingRole(order, false);
}

function changingRole({ role, of, by, approvers }: RoleOrder, grants: boolean): readonly Taken[] {
  const name = grants ? `${by} makes ${of} ${role}` : `${by} takes ${role} from ${of}`;
  return [
    {
      name,
      needs: [`session ${by}`, ...(of === NEWCOMER ? [`${NEWCOMER} is there`] : [])],
      unless: [`done: ${name}`],
      act: async (hands) => {
        const asked = { employeeNo: of, role, grants, reason: name };
        const { status, body } = await hands.ask(by, 'POST /role-requests', { body: asked });
        if (status >= 400) return 'refused';
        hands.note(name, `/role-requests/${String(body['id'])}`);
        return 'waits';
      },
    },
    ...approvers.map((who) => approving(who, name)),
  ];
}

export interface Leaving {
  readonly of: string;
  readonly by: string;
  readonly approvers: readonly string[];
  /** Null: they have not left after all. */
  readonly leftOn: string | null;
}

/** The personnel record, apart from any cycle. */
export function recording({ of, by, approvers, leftOn }: Leaving): readonly Taken[] {
  const name = leftOn === null ? `${by} records that ${of} has not left` : `${by} records that ${of} has left`;
  return [
    {
      name,
      needs: [`session ${by}`],
      unless: [`done: ${name}`],
      gives: [`done: ${name}`],
      act: async (hands) => {
        const { status, body } = await hands.ask(by, 'POST /departures', {
          body: { employeeNos: [of], leftOn, reason: name },
        });
        if (status >= 400) return 'refused';
        hands.note(name, `/departures/${String(body['id'])}`);
        return body['state'] === 'executed' ? 'done' : 'waits';
      },
    },
    ...approvers.map((who) => approving(who, name)),
  ];
}

/** No mails to somebody for a while. */
export function sendingAway(of: string, by: string): Taken {
  const name = `${by} records that ${of} is away`;
  return {
    name,
    needs: [`session ${by}`],
    unless: [`done: ${name}`],
    gives: [`done: ${name}`],
    takes: [`done: ${by} records that ${of} is not away`],
    act: (hands) => hands.order(by, 'POST /absences', { employeeNo: of, fromOn: '2026-01-01', toOn: '2026-12-31' }),
  };
}

/** The record goes, and their mails come at once. */
export function bringingBack(of: string, by: string): Taken {
  const name = `${by} records that ${of} is not away`;
  return {
    name,
    needs: [`session ${by}`],
    unless: [`done: ${name}`],
    gives: [`done: ${name}`],
    takes: [`done: ${by} records that ${of} is away`],
    act: async (hands) => {
      const { body } = await hands.ask(by, 'GET /absences');
      const absences = (body['items'] ?? []) as readonly { readonly id: string; readonly employeeNo: string }[];
      const { id } = absences.find(({ employeeNo }) => employeeNo === of) ?? { id: '0' };
      return hands.order(by, `PATCH /absences/${id}`, { toOn: null });
    },
  };
}

/** Somebody says yes to what waits. */
export function approving(who: string, name: string, needs: readonly Fact[] = []): Taken {
  return {
    name: `${who} approves: ${name}`,
    needs: [`session ${who}`, waiting(name), ...needs],
    takes: [waiting(name)],
    gives: [`done: ${name}`],
    act: (hands) => hands.order(who, `POST ${hands.noted(name)}/approve`),
  };
}

export function takingBack(who: string, name: string): Taken {
  return {
    name: `${who} takes back: ${name}`,
    needs: [`session ${who}`, waiting(name)],
    takes: [waiting(name)],
    act: (hands) => hands.order(who, `POST ${hands.noted(name)}/undo`),
  };
}
