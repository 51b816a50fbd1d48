import { ADDRESS_ANSWERS } from '../../../domain/addresses.ts';
import { addressOf, unitOf } from '../city.ts';
import { type Hands, OWN } from '../hands.ts';
import type { Move, Outcome } from '../model.ts';

// How one person comes to act as others: addresses, links, newcomers, roles.

type Taken = readonly Move<Hands>[];

/** Somebody who is not there before. */
export const NEWCOMER = 'N';

async function mend(hands: Hands, who: string, to: { readonly of: string; readonly email: string }): Promise<Outcome> {
  return hands.order(who, `PATCH /employees/${to.of}`, { email: to.email });
}

async function importRow(hands: Hands, who: string, row: Readonly<Record<string, string>>): Promise<Outcome> {
  const file = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
  const { status, body } = await hands.ask(who, 'POST /imports', { body: file, headers: { 'content-type': 'text/csv' } });
  return status === 200 && body['imported'] === true ? 'done' : 'refused';
}

/** Another's address becomes one of the attacker's, on each path, and goes to and fro; the last one puts it back. */
export function takingOver(of: string, by: string): Taken {
  const to = (address: keyof typeof OWN, path: string, act: Move<Hands>['act']): Move<Hands> => ({
    name: `${by} gives ${of} the ${address} address by ${path}`,
    needs: [`session ${by}`],
    unless: [`mailbox of ${of}: ${address}`],
    gives: [`another address of ${of} by ${path}`, `another address of ${of}`],
    act,
  });
  return [
    to('own', 'the page', (hands) => mend(hands, by, { of, email: OWN.own })),
    to('own', 'an import', (hands) =>
      importRow(hands, by, { employee_no: of, name: `Name ${of}`, email: OWN.own, unit: unitOf(of) }),
    ),
    to('second', 'the page', (hands) => mend(hands, by, { of, email: OWN.second })),
    {
      name: `${by} puts the address of ${of} back`,
      needs: [`session ${by}`, `mailbox of ${of}`],
      act: (hands) => mend(hands, by, { of, email: addressOf(of) }),
    },
  ];
}

/** The link of the old address, wherever it came, and the second person's yes. */
export function proving(of: string, by: readonly string[]): Taken {
  const needs = [`another address of ${of}`];
  const yes = (who: string): Move<Hands> => ({
    name: `${who} confirms the address of ${of}`,
    needs: [...needs, `session ${who}`],
    unless: [`${of} confirmed by ${who}`],
    gives: [`${of} confirmed by ${who}`],
    act: (hands) => confirm(hands, who, (employeeNo) => employeeNo === of),
  });
  return [...answering(of, 'newest'), ...by.map(yes)];
}

/** The link that came first, to a mailbox that the account had on the way or before all of it. */
export function answeringKept(of: string): Taken {
  return answering(of, 'first');
}

function answering(of: string, link: 'newest' | 'first'): Taken {
  return ADDRESS_ANSWERS.map((answer) => ({
    name: `answers the ${link} link about ${of}: ${answer}`,
    needs: link === 'newest' ? [`another address of ${of}`] : [],
    unless: [`${of}: ${answer} by the ${link} link`],
    gives: [`${of}: ${answer} by the ${link} link`],
    act: (hands) => hands.answerLink(of, { answer, link }),
  }));
}

/** Everybody who waits, in one request. */
export function confirmingAll(who: string): Taken {
  return [
    {
      name: `${who} confirms all addresses`,
      needs: [`session ${who}`],
      unless: [`all confirmed by ${who}`],
      gives: [`all confirmed by ${who}`],
      act: (hands) => confirm(hands, who, () => true),
    },
  ];
}

/** Whatever session it is confirmed in, which changes there are is read in the own one. */
async function confirm(hands: Hands, who: string, isMeant: (employeeNo: string) => boolean): Promise<Outcome> {
  const { body } = await hands.ask('X', 'GET /address-changes');
  const all = (body['items'] ?? []) as readonly { readonly id: string; readonly person: { readonly employeeNo: string } }[];
  const ids = all.filter(({ person }) => isMeant(person.employeeNo)).map(({ id }) => id);
  return ids.length === 0 ? 'refused' : hands.order(who, 'POST /address-changes/confirm', { ids });
}

/** By a link that comes now, or by one that was kept. */
export function signingIn(as: string): Taken {
  return [
    {
      name: `signs in as ${as}`,
      needs: [`mailbox of ${as}`],
      unless: [`session ${as}`],
      act: (hands) => hands.signIn(as),
    },
    {
      name: `keeps a link for ${as}`,
      needs: [`mailbox of ${as}`],
      unless: [`a link for ${as}`],
      gives: [`a link for ${as}`],
      act: async (hands) => ((await hands.linksFor(as)).length === 0 ? 'refused' : 'done'),
    },
    {
      name: `uses the link that was kept for ${as}`,
      needs: [`a link for ${as}`],
      unless: [`session ${as}`, `mailbox of ${as}`],
      act: (hands) => hands.useLink(as),
    },
  ];
}

/** A person who is the attacker's invention. */
export function inventing(by: string): Taken {
  return [
    {
      name: `${by} imports ${NEWCOMER} with the own address`,
      needs: [`session ${by}`],
      unless: [`${NEWCOMER} is there`],
      gives: [`${NEWCOMER} is there`, `another address of ${NEWCOMER}`],
      act: (hands) => importRow(hands, by, { employee_no: NEWCOMER, name: `Name ${NEWCOMER}`, email: OWN.own, unit: 'Top' }),
    },
    ...signingIn(NEWCOMER).slice(0, 1),
  ];
}

export interface Rates {
  readonly of: string;
  readonly rater: string;
  readonly by: string;
}

/** The list of people names another rater. */
export function addingRater({ of, rater, by }: Rates): Taken {
  return [
    {
      name: `${by} imports ${rater} as the rater of ${of}`,
      needs: [`session ${by}`, ...(rater === NEWCOMER ? [`${NEWCOMER} is there`] : [])],
      unless: [`${rater} is in the list as the rater of ${of}`],
      takes: [NEWCOMER, 'X'].map((one) => `${one} is in the list as the rater of ${of}`),
      gives: [`${rater} is in the list as the rater of ${of}`],
      act: (hands) =>
        importRow(hands, by, { employee_no: of, name: `Name ${of}`, email: addressOf(of), unit: unitOf(of), rater_no: rater }),
    },
  ];
}

/** A row of the list with one cell of somebody's as it suits. */
export function listing(of: string, cell: Readonly<Record<string, string>>): Move<Hands> {
  const name = `X imports ${of} with ${Object.entries(cell).flat().join(' ')}`;
  return {
    name,
    needs: ['session X'],
    unless: [`done: ${name}`],
    gives: [`done: ${name}`],
    act: (hands) =>
      importRow(hands, 'X', {
        employee_no: of,
        name: `Name ${of}`,
        email: of === NEWCOMER ? OWN.second : addressOf(of),
        unit: unitOf(of),
        ...cell,
      }),
  };
}
