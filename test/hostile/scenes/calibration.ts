import { NEWCOMER } from '../moves/accounts.ts';
import { deciding, readingBoard, readingTask } from '../moves/parts.ts';
import { ordering } from '../moves/requests.ts';
import { type Scene, invented, over, overByThePage, seated, taskTo } from './scene.ts';

// Committees meet: who sits, sees or decides?

export const CALIBRATION: readonly Scene[] = [
  ...[NEWCOMER, 'X'].map((by): Scene => ({
    name: `${by === 'X' ? 'oneself' : 'an invented person'} in chair and seats`,
    moves: [
      ...(by === 'X' ? [] : invented),
      ...overByThePage('A'),
      ...ordering(taskTo('calibration.lock Staff', by), 'X', ['X', 'A']),
      ...ordering(taskTo('calibration.meeting Field 1', by), 'X', ['X', 'A']),
      ...ordering(seated('chair', 'Staff', by), 'X', ['X', 'A']),
      ...ordering(seated('chair', 'Field', by), 'X', ['X', 'A']),
      ...ordering(seated('member', 'Field', by), 'X', ['X', 'A']),
      deciding(by, 'calibration.lock', 'Staff'),
      deciding(by, 'calibration.meeting', 'Field 1'),
      readingBoard(by, 'Field'),
      readingBoard(by, 'Staff'),
    ],
  })),
  {
    name: 'the accounts of the committee',
    moves: [
      ...over('C'),
      ...overByThePage('M'),
      deciding('C', 'calibration.lock', 'Staff'),
      deciding('M', 'calibration.meeting', 'Field 1'),
      ...['C', 'M'].flatMap((who) => [readingBoard(who, 'Staff'), readingBoard(who, 'Field')]),
      readingTask('C', 'calibration.lock Staff'),
    ],
  },
];
