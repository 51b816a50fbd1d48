import type { TaskKind } from '../../../domain/tasks/kinds.ts';
import type { Hands } from '../hands.ts';
import type { Move } from '../model.ts';

// What somebody with a part in the process does there: reads what nobody else may, and decides.

type Taken = Move<Hands>;

/** Hands in an open task: `rating.write X`. */
export function deciding(who: string, kind: TaskKind, about: string): Taken {
  return {
    name: `${who} decides ${kind} ${about}`,
    needs: [`session ${who}`],
    act: (hands) => hands.handIn(who, hands.city.tasks[`${kind} ${about}`] ?? '0', kind),
  };
}

/** Opens an open task: a review tells the levels, a seat the board. */
export function readingTask(who: string, task: string): Taken {
  return {
    name: `${who} reads ${task}`,
    needs: [`session ${who}`],
    act: async (hands) => {
      const { status, body } = await hands.ask(who, `GET /tasks/${hands.city.tasks[task] ?? '0'}`);
      const evidence = body['evidence'] as { rating: unknown; board: unknown } | undefined;
      return status === 200 && (evidence?.rating != null || evidence?.board != null) ? 'seen' : 'refused';
    },
  };
}

export function readingBoard(who: string, group: string): Taken {
  return {
    name: `${who} reads the board of ${group}`,
    needs: [`session ${who}`],
    act: async (hands) => {
      const { status } = await hands.ask(who, `GET /calibrations/${hands.city.sessions[group] ?? '0'}`);
      return status === 200 ? 'seen' : 'refused';
    },
  };
}

/** A rating that was handed in, where the task itself is over. */
export function readingSubmission(who: string, task: string): Taken {
  return {
    name: `${who} reads what was handed in: ${task}`,
    needs: [`session ${who}`],
    act: async (hands) => {
      const { status } = await hands.ask(who, `GET /tasks/${hands.city.handedIn[task] ?? '0'}/submission`);
      return status === 200 ? 'seen' : 'refused';
    },
  };
}
