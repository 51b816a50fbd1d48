import type { Pairs } from './pairs.ts';

/** Who is away: the list, recording it, and ending it sooner. */
export const absences = {
  'absences.title': { ko: '부재 기록', en: 'Absences' },
  'absences.lead': {
    ko: '자리를 비우는 날에는 할 일 메일을 보내지 않고, 돌아온 뒤에 보냅니다. 기한은 그대로입니다. 기록하거나 바꾸면 본인에게 바로 메일로 알립니다. 부재 사유는 기록하지 않습니다.',
    en: 'Mails about tasks wait for whoever is away and go when they are back; deadlines stay. What you record or change is told to the person by mail at once. Why somebody is away is not kept.',
  },
  'absences.none': { ko: '부재 중이거나 예정된 사람이 없습니다.', en: 'Nobody is away or will be.' },
  'absences.days': { ko: '기간', en: 'Days' },
  'absences.from-to': { ko: '{from:date} – {to:date}', en: '{from:date} – {to:date}' },
  'absences.change': { ko: '바꾸기', en: 'Change' },
  'absences.sooner': { ko: '{name}: 앞당길 종료일', en: '{name}: an earlier last day' },
  'absences.shorten': { ko: '종료일 앞당기기: {name}', en: 'End it sooner: {name}' },
  'absences.take-back': { ko: '기록 취소: {name}', en: 'Take it back: {name}' },
  'absences.record': { ko: '부재 기록하기', en: 'Record an absence' },
  'absences.employee-no': { ko: '사번', en: 'Employee number' },
  'absences.from': { ko: '시작일', en: 'First day' },
  'absences.to': { ko: '종료일', en: 'Last day' },
  'absences.recorded': { ko: '기록하고 본인에게 알렸습니다.', en: 'Recorded, and the person is told.' },
} as const satisfies Pairs;
