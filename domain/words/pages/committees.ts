import type { Pairs } from './pairs.ts';

/** HR's page of the committees, and what the board says of a quorum. */
export const committees = {
  'committees.title': { ko: '위원회', en: 'Committees' },
  'committees.lead': {
    ko: '위원회가 모이지 못하거나 위원장이 결정하지 않으면 여기에서 사람을 바꾸거나 회의를 다시 소집합니다. 두 번째 사람의 승인이 필요한지는 미리 보기에서 알려 드립니다.',
    en: 'Where a committee cannot meet, or its chair does not decide, name somebody else here or call the meeting again. The preview says whether a second person must approve.',
  },
  'committees.none': { ko: '이 규칙에는 위원회가 없습니다.', en: 'These rules have no committee.' },
  'committees.decided': { ko: '{at:long}에 확정했습니다.', en: 'Decided on {at:long}.' },
  'committees.chair': { ko: '다른 위원장', en: 'Another chair' },
  'committees.chair-help': {
    ko: '할 일과 조정 자료가 함께 새 위원장에게 갑니다.',
    en: 'The task and the board go to the new chair together.',
  },
  'committees.member': { ko: '위원 교체 또는 추가', en: 'Another member, or one more' },
  'committees.member-help': {
    ko: '이미 회의를 소집했으면 추가한 위원은 다시 소집할 때 참석 여부를 답합니다.',
    en: 'Where the meeting was called already, a member who is added is asked when it is called again.',
  },
  'committees.meeting': { ko: '회의 다시 소집', en: 'Call the meeting again' },
  'committees.meeting-help': {
    ko: '위원 모두에게 참석 여부를 다시 묻고, 그다음 위원장이 결정합니다.',
    en: 'Every member is asked anew whether they come; then the chair decides.',
  },
  'committees.deputy': { ko: '위원장이 결정하지 않을 때', en: 'The chair does not decide' },
  'committees.deputy-help': {
    ko: '기한이 지난 결정을 다음 위원에게 맡깁니다.',
    en: 'A decision that is late passes to the next member.',
  },
  'board.committees': { ko: '위원회', en: 'Committees' },
  'board.quorum-reached': {
    ko: '위원장과 참석하는 위원이 {present}명이라 정족수 {quorum}명을 채웠습니다.',
    en: 'Chair and members who come are {present}; the quorum of {quorum} is reached.',
  },
  'board.quorum-chair-decides': {
    ko: '위원장과 참석하는 위원이 {present}명으로 정족수 {quorum}명에 못 미칩니다. 이대로면 위원장이 결정합니다.',
    en: 'Chair and members who come are {present}, below the quorum of {quorum}. As it stands the chair decides.',
  },
  'board.quorum-meets-again': {
    ko: '위원장과 참석하는 위원이 {present}명으로 정족수 {quorum}명에 못 미칩니다. 인사 담당이 회의를 다시 소집해야 확정할 수 있습니다.',
    en: 'Chair and members who come are {present}, below the quorum of {quorum}. Nothing can be decided until HR calls the meeting again.',
  },
  'hr.committee-alone': {
    ko: '위원장과 위원이 {people}명으로 정족수 {quorum}명에 못 미칩니다. 위원장이 결정하게 됩니다.',
    en: 'Chair and members are {people}, below the quorum of {quorum}. The chair will decide.',
  },
  'hr.committee-too-small': {
    ko: '위원장과 위원이 {people}명으로 정족수 {quorum}명에 못 미칩니다. 이대로는 주기를 만들 수 없습니다.',
    en: 'Chair and members are {people}, below the quorum of {quorum}. No cycle can be planned like this.',
  },
} as const satisfies Pairs;
