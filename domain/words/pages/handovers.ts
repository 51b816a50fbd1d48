import type { Pairs } from './pairs.ts';

/** What lies with who has left, and is handed on. */
export const handovers = {
  'handover.title': { ko: '퇴직자 업무 인계', en: 'Handing on' },
  'handover.lead': {
    ko: '퇴직한 사람은 메일을 받지 않고 로그인할 수 없습니다. 아래 업무를 이어받을 사람을 정해 주세요.',
    en: 'Whoever has left gets no mail and cannot sign in. Say who takes over what lies with them.',
  },
  'handover.none': { ko: '퇴직한 사람에게 남은 업무가 없습니다.', en: 'Nothing lies with anybody who has left.' },
  'handover.person': { ko: '{name} ({employeeNo}, {unit})', en: '{name} ({employeeNo}, {unit})' },
  'handover.left-on': { ko: '퇴직일: {at:date}', en: 'Left on {at:date}' },
  'handover.rates': { ko: '평정자로서 맡은 사람 {count}명', en: 'Rates {count} {count|person|people}' },
  'handover.reviews': { ko: '확인자로서 맡은 사람 {count}명', en: 'Reviews {count} {count|person|people}' },
  'handover.chairs': { ko: '위원회의 위원장', en: 'Chairs the committee' },
  'handover.sits': { ko: '위원회의 위원', en: 'Sits in the committee' },
  'handover.tasks': { ko: '따로 맡은 할 일 {count}건', en: 'Has {count} further {count|task|tasks}' },
  'handover.own': { ko: '본인의 평가가 아직 진행 중입니다', en: 'Their own evaluation is still under way' },
  'handover.roles': {
    ko: '권한이 남아 있습니다: {roles}. 다른 사람에게 주고 이 사람에게서 거두어 주세요.',
    en: 'Still has roles: {roles}. Grant them to somebody else and take them away here.',
  },
  'handover.role.hr': { ko: '인사 담당', en: 'HR' },
  'handover.role.hr-approver': { ko: '인사 승인자', en: 'HR approver' },
  'handover.role.operator': { ko: '운영자', en: 'operator' },
  'handover.role.clerk': { ko: '서무', en: 'unit clerk' },
  'handover.role.auditor': { ko: '감사', en: 'auditor' },
  'board.handovers': {
    ko: '퇴직자 {count}명에게 업무가 남아 있습니다: 인계하기',
    en: '{count} {count|person|people} who left still {count|has|have} something to do: hand it on',
  },
} as const satisfies Pairs;
