import type { Purpose } from '../../purposes.ts';
import type { Pairs } from './pairs.ts';

const PURPOSE_WORDS = {
  'purpose.question': { ko: '당사자나 상급자의 문의', en: 'A question of theirs, or of their superior' },
  'purpose.appeal': { ko: '이의신청 처리', en: 'An appeal' },
  'purpose.correction': { ko: '결과 정정', en: 'A correction of the result' },
  'purpose.check': { ko: '결과 점검', en: 'A check whether the result is right' },
  'purpose.personnel': { ko: '승진·전보·성과급 등 인사 업무', en: 'Promotion, transfer, pay' },
  'purpose.audit': { ko: '감사', en: 'An audit' },
  'purpose.disclosure': { ko: '법에 따른 자료 제출·정보공개', en: 'A request for records that the law allows' },
  'purpose.other': { ko: '기타', en: 'Something else' },
} as const satisfies Record<`purpose.${Purpose}`, Pairs[string]>;

/** Looking at somebody else's result, and who looked at one's own. */
export const looks = {
  'look.for': { ko: '열람 목적', en: 'What you look at it for' },
  'look.choose': { ko: '고르세요', en: 'Choose one' },
  'look.note': { ko: '구체적인 사유 (당사자가 읽습니다)', en: 'In words (read by whom it is about)' },
  'look.lead': {
    ko: '다른 사람의 결과를 보면 누가 무엇 때문에 보았는지 기록되고, 당사자가 볼 수 있습니다.',
    en: 'Looking at somebody’s result is recorded with what for, and they can see it.',
  },
  'look.show': { ko: '보기', en: 'Show' },
  ...PURPOSE_WORDS,
} as const satisfies Pairs;
