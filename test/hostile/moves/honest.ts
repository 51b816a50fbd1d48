import type { Hands } from '../hands.ts';
import { type Move, type Outcome, waiting } from '../model.ts';

// What an honest second person does: looks at what waits, and says yes later. What happens then must be what they have looked at.

type Taken = readonly Move<Hands>[];

/** The approver reads what would be done, and of whom the list says what by then. */
export function lookingAndApproving(name: string): Taken {
  const looked = `A has looked: ${name}`;
  return [
    {
      name: `A looks at: ${name}`,
      needs: [waiting(name)],
      unless: [looked],
      gives: [looked],
      act: async (hands) => {
        const { status, body } = await hands.askHonestly(`GET ${hands.noted(name)}/preview`);
        if (status >= 400 || (body['blockedBy'] as readonly unknown[]).length > 0) return 'refused';
        await hands.noteList();
        return 'done';
      },
    },
    {
      name: `A approves what they have seen: ${name}`,
      needs: [waiting(name), looked],
      takes: [waiting(name)],
      gives: [`approved: ${name}`],
      act: (hands) =>
        asSeen(hands, async () => {
          const { status } = await hands.askHonestly(`POST ${hands.noted(name)}/approve`);
          return status < 400 ? 'done' : 'refused';
        }),
    },
  ];
}

/** What was approved for later happens. */
export const COMES: Move<Hands> = {
  name: 'the instant of what was approved comes',
  unless: ['the instant has come'],
  gives: ['the instant has come'],
  act: (hands) => asSeen(hands, () => hands.letInstantCome()),
};

/** Whoever is rated, or rated by others, by it is so as the list said when the second person looked. */
async function asSeen(hands: Hands, act: () => Promise<Outcome>): Promise<Outcome> {
  const before = await hands.rated();
  const outcome = await act();
  const now = await hands.rated();
  const isSeen = [...now].every(([who, how]) => before.get(who) === how || hands.notedList.get(who) === how);
  return outcome === 'refused' || isSeen ? outcome : 'unseen';
}
