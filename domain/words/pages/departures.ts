import type { Pairs } from './pairs.ts';

/** Recording that people have left, from a list without them. */
export const departures = {
  'departure.lead': {
    ko: '퇴직한 사람을 고르고 퇴직일을 적어 주세요. 그날부터 메일과 할 일이 가지 않고 로그인할 수 없습니다. 남은 업무는 인계할 때까지 그대로 있습니다. 본인에게 바로 메일로 알립니다.',
    en: 'Choose who has left, and since when. From that day on they get no mail and no task, and cannot sign in. What lies with them stays until you hand it on. They are told by mail at once.',
  },
  'departure.who': { ko: '퇴직한 사람', en: 'Who has left' },
  'departure.left-on': { ko: '퇴직일', en: 'Left on' },
  'departure.preview': { ko: '미리 보기: 퇴직 기록', en: 'Preview: record that they left' },
  'departure.people': { ko: '대상자', en: 'People' },
  'departure.lies': { ko: '남은 업무', en: 'What lies with them' },
  'departure.lies-in': { ko: '{cycle}: {what}', en: '{cycle}: {what}' },
  'departure.roles': { ko: '역할: {roles}', en: 'Roles: {roles}' },
  'departure.request': { ko: '퇴직 기록 요청', en: 'Ask to record it' },
  'departure.requests': { ko: '퇴직 기록 요청', en: 'Requests about people who have left' },
  'departure.not-left': { ko: '퇴직하지 않음', en: 'have not left' },
  'departure.approve': { ko: '승인: 퇴직 기록, {who}', en: 'Approve: {who} left' },
  'departure.undo': { ko: '취소: 퇴직 기록, {who}', en: 'Take back: {who} left' },
  'departure.and-others': { ko: '{name} 외 {count}명', en: '{name} and {count} {count|other|others}' },
  'departure.hand-on': { ko: '업무 인계: {cycle}', en: 'Hand on: {cycle}' },
  'finding.lies-with': { ko: '{who}에게 남는 업무: {what}', en: 'Stays with {who} until it is handed on: {what}' },
} as const satisfies Pairs;
