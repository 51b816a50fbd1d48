import type { pages as english } from './pages.en.ts';

export const pages: Readonly<Record<keyof typeof english, string>> = {
  'page.my-tasks': '내 할 일',
  'page.my-team': '우리 팀',
  'page.control-room': '진행 상황판',
  'page.operations': '운영',
  'page.result': '결과',
  'page.sign-in': '로그인',
  'page.sign-out': '로그아웃',
  'page.waiting-on-others': '다른 사람 차례',
  'page.tasks-now': '지금 할 일 {count}건',
  'page.if-silent': '하지 않으면: {silent}',
  'page.rehearsal-clock': '연습 · {now:clock}',
  'page.opening-submits-nothing': '화면을 여는 것만으로는 아무것도 제출되지 않습니다.',
  'page.contact': '문의: {contact}',
  'audience.me': '이 글을 볼 사람: 나',
  'audience.me-then-rater': '이 글을 볼 사람: 나 → 제출하면 평정자',
  'audience.me-then-rater-reviewer': '이 글을 볼 사람: 나 → 제출하면 평정자·확인자',
  'audience.me-then-employee': '이 글을 볼 사람: 나 → 제출하면 직원·확인자',
  'audience.me-then-reviewer': '이 글을 볼 사람: 나 → 제출하면 확인자. 직원은 결과와 함께 봅니다',
  'audience.me-then-committee': '이 글을 볼 사람: 나 → 제출하면 위원회와 인사팀',
  'audience.me-then-hr': '이 글을 볼 사람: 나 → 제출하면 인사팀',
};
