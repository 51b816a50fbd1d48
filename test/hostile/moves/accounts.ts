import { ADDRESS_ANSWERS, type AddressAnswer } from '../../../domain/addresses.ts';
import { addressOf } from '../city.ts';
import { type Hands, OWN_ADDRESS, SECOND_ADDRESS } from '../hands.ts';
import { type Move, type Outcome, waiting } from '../model.ts';

// How one person comes to act as others: addresses, links, newcomers, roles.

type Taken = readonly Move<Hands>[];

/** Somebody who is not there before. */
export const NEWCOMER = 'N';

async function mend(hands: Hands, who: string, to: { readonly of: string; readonly email: string }): Promise<Outcome> {
  return hands.order(who, `PATCH /employees/${to.of}`, { email: to.email });
}

export async function importRow(hands: Hands, who: string, row: Readonly<Record<string, string>>): Promise<Outcome> {
  const file = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
  const { status, body } = await hands.ask(who, 'POST /imports', { body: file, headers: { 'content-type': 'text/csv' } });
  return status === 200 && body['imported'] === true ? 'done' : 'refused';
}

/** Another's address becomes the attacker's, on each path; goes to and fro; and its link is used. */
export function takingOver(of: string, by: string): Taken {
  const needs = [`session ${by}`];
  const mailbox = `mailbox of ${of}`;
  return [
    {
      name: `${by} gives ${of} the own address by the page`,
      needs,
      unless: [mailbox],
      gives: [mailbox, `another address of ${of}`, `${of} by the page`],
      act: (hands) => mend(hands, by, { of, email: OWN_ADDRESS }),
    },
    {
      name: `${by} gives ${of} the own address by an import`,
      needs,
      unless: [mailbox],
      gives: [mailbox, `another address of ${of}`, `${of} by an import`],
      act: (hands) => importRow(hands, by, { employee_no: of, name: `Name ${of}`, email: OWN_ADDRESS, unit: 'Top' }),
    },
    {
      name: `${by} gives ${of} the own second address`,
      needs: [...needs, mailbox],
      unless: [`second address of ${of}`],
      gives: [`second address of ${of}`],
      act: (hands) => mend(hands, by, { of, email: SECOND_ADDRESS }),
    },
    {
      name: `${by} puts ${of}'s address back`,
      needs: [...needs, mailbox],
      takes: [mailbox, `second address of ${of}`],
      gives: [`${of} back`],
      act: (hands) => mend(hands, by, { of, email: addressOf(of) }),
    },
  ];
}

/** The link of the old address, wherever it came, and the second person's yes. */
export function proving(of: string, by: readonly string[]): Taken {
  const needs = [`another address of ${of}`];
  const link = (answer: AddressAnswer): Move<Hands> => ({
    name: `answers the link about ${of}: ${answer}`,
    needs,
    unless: [`${of}: ${answer}`],
    gives: [`${of}: ${answer}`],
    act: (hands) => hands.answerLink(of, answer),
  });
  const yes = (who: string): Move<Hands> => ({
    name: `${who} confirms the address of ${of}`,
    needs: [...needs, `session ${who}`],
    unless: [`${of} confirmed by ${who}`],
    gives: [`${of} confirmed by ${who}`],
    act: async (hands) => {
      const { body } = await hands.ask(who, 'GET /address-changes');
      const all = (body['items'] ?? []) as readonly { readonly id: string; readonly person: { readonly employeeNo: string } }[];
      const ids = all.filter(({ person }) => person.employeeNo === of).map(({ id }) => id);
      return ids.length === 0 ? 'refused' : hands.order(who, 'POST /address-changes/confirm', { ids });
    },
  });
  return [...ADDRESS_ANSWERS.map(link), ...by.map(yes)];
}

/** Everybody who waits, in one request. */
export function confirmingAll(who: string): Taken {
  return [
    {
      name: `${who} confirms all addresses`,
      needs: [`session ${who}`],
      unless: [`all confirmed by ${who}`],
      gives: [`all confirmed by ${who}`],
      act: async (hands) => {
        const { body } = await hands.ask(who, 'GET /address-changes');
        const ids = ((body['items'] ?? []) as readonly { readonly id: string }[]).map(({ id }) => id);
        return ids.length === 0 ? 'refused' : hands.order(who, 'POST /address-changes/confirm', { ids });
      },
    },
  ];
}

export function signingIn(as: string): Taken {
  return [
    {
      name: `signs in as ${as}`,
      needs: [`mailbox of ${as}`],
      unless: [`session ${as}`],
      act: (hands) => hands.signIn(as),
    },
  ];
}

/** A person who is the attacker's invention. */
export function inventing(by: string, row: Readonly<Record<string, string>> = {}): Taken {
  return [
    {
      name: `${by} imports ${NEWCOMER} with the own address`,
      needs: [`session ${by}`],
      unless: [`${NEWCOMER} is there`],
      gives: [`${NEWCOMER} is there`, `mailbox of ${NEWCOMER}`, `another address of ${NEWCOMER}`],
      act: (hands) =>
        importRow(hands, by, { employee_no: NEWCOMER, name: `Name ${NEWCOMER}`, email: OWN_ADDRESS, unit: 'Top', ...row }),
    },
    ...signingIn(NEWCOMER),
  ];
}

interface RoleMove {
  readonly role: 'hr' | 'hr-approver';
  readonly of: string;
  readonly by: string;
  readonly approvers?: readonly string[];
}

/** A role at once, and one that is asked for and approved. */
export function granting({ role, of, by, approvers = [] }: RoleMove): Taken {
  return changingRole(
    { name: `makes ${of} ${role}`, gives: [`${of} is ${role}`], unless: [`${of} is ${role}`], grants: true },
    { role, of, by, approvers },
  );
}

export function revoking({ role, of, by, approvers = [] }: RoleMove): Taken {
  return changingRole(
    { name: `takes ${role} from ${of}`, takes: [`${of} is ${role}`], grants: false },
    { role, of, by, approvers },
  );
}

interface RoleChange extends Pick<Move<Hands>, 'name' | 'gives' | 'takes' | 'unless'> {
  readonly grants: boolean;
}

function changingRole({ grants, ...change }: RoleChange, { role, of, by, approvers = [] }: RoleMove): Taken {
  const there = of === NEWCOMER ? [`${NEWCOMER} is there`] : [];
  const name = `${by} ${change.name}`;
  return [
    {
      ...change,
      name,
      needs: [`session ${by}`, ...there],
      act: async (hands) => {
        const body = { employeeNo: of, role, grants, reason: name };
        const asked = await hands.ask(by, 'POST /role-requests', { body });
        if (asked.status < 400) return asked.body['state'] === 'executed' ? 'done' : 'waits';
        return hands.order(by, `${grants ? 'POST' : 'DELETE'} /employees/${of}/roles/${role}`);
      },
    },
    ...approvers.map((who) => approvingRole(who, name)),
  ];
}

function approvingRole(who: string, name: string): Move<Hands> {
  return {
    name: `${who} approves: ${name}`,
    needs: [`session ${who}`, waiting(name)],
    takes: [waiting(name)],
    act: async (hands) => {
      const { body } = await hands.ask(who, 'GET /role-requests?limit=200');
      const all = (body['items'] ?? []) as readonly { readonly id: string; readonly state: string; readonly reason: string }[];
      const waits = all.find(({ state, reason }) => state === 'waits-for-approval' && reason === name);
      return waits === undefined ? 'refused' : hands.order(who, `POST /role-requests/${waits.id}/approve`);
    },
  };
}
